package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.slipway.testing.BesideOthers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rollouts on ECS in which people decide: blue/green before production traffic moves, and a canary while it bakes. */
@BesideOthers
@BrowserTest(simulatedAws = true)
class RolloutDecisionIT {

    /** ECS starts two tasks, shifts, bakes for two minutes, and ends the old ones. */
    private static final double LONGEST_MILLIS = 300_000;

    @Test
    void aPersonShouldLetARolloutGoOnAndTakeItBackWhileItBakes(Visitor dana) throws Exception {
        dana.signIn();
        deploy(dana, "Frontend", "frontend", "BLUE_GREEN");

        var question = dana.page().locator("section.question");
        assertThat(question).containsText("pauses at POST_TEST_TRAFFIC_SHIFT", patiently());
        Pictures.take(dana.page(), "ecs-pause");
        answer(question, "Continue", "The test listener shows the new pages");

        assertThat(question).containsText("All traffic goes to 1.1.0", patiently());
        Pictures.take(dana.page(), "ecs-bake");
        answer(question, "Roll back", "The menu is empty");

        var verdict = dana.page().locator("section[aria-label=Verdict]");
        assertThat(verdict.locator("h2")).containsText("Rolled back to peerprep-prod-frontend:1", patiently());
        assertThat(verdict).containsText("a person decided to roll back during the bake time");
        Pictures.take(dana.page(), "ecs-bake-rolled-back");
    }

    @Test
    void aCanaryShouldBeWatchedToItsEndAndKeptByAPerson(Visitor dana) throws Exception {
        dana.signIn();
        deploy(dana, "Chat", "chat-service", "CANARY");

        var facts = dana.page().locator("#main .rollouts");
        assertThat(facts).containsText("20 % goes to 1.1.0", patiently());
        Pictures.take(dana.page(), "ecs-canary");
        stayAsOpened(dana.page());

        var question = dana.page().locator("section.question");
        assertThat(question).containsText("All traffic goes to 1.1.0", patiently());
        assertThat(facts).containsText("100 % goes to 1.1.0", patiently());
        answer(question, "Continue", "Rooms open and messages arrive");

        var verdict = dana.page().locator("section[aria-label=Verdict]");
        assertThat(verdict).containsText("proven", patiently());
        assertThat(verdict).containsText("runs 1.1.0");
        assertThat(dana.page().locator(".log")).containsText("20 % of the traffic goes to 1.1.0");
        assertThat(dana.page().locator(".log")).containsText("Rooms open and messages arrive");
        Pictures.take(dana.page(), "ecs-canary-kept");
    }

    /** What somebody has closed stays closed while its content goes on changing. */
    private static void stayAsOpened(Page page) {
        var fold = page.locator("#main .rollouts details");
        fold.locator("summary").click();
        assertThat(fold).not().hasAttribute("open", "");
        page.evaluate(
                "part => part.dataset.before = part.dataset.v",
                page.locator("#main .rollouts").elementHandle());
        page.waitForFunction(
                "() => document.querySelector('#main .rollouts').dataset.before === undefined",
                null,
                new Page.WaitForFunctionOptions().setTimeout(LONGEST_MILLIS));
        assertThat(fold).not().hasAttribute("open", "");
        fold.locator("summary").click();
        assertThat(fold).hasAttribute("open", "");
    }

    private static void deploy(Visitor dana, String name, String service, String strategy) {
        dana.go("/projects/peerprep/deploy?environment=prod&service=" + service);
        var dialog = dana.page().locator("form.deploy");
        dialog.getByLabel("Release of " + name).selectOption("1.1.0");
        dialog.getByLabel("With pipeline").selectOption("deploy");
        assertThat(dialog.locator("#deploy-preview ol.plan")).containsText(strategy);
        dialog.getByText("Deploy", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        dana.page().waitForURL(Pattern.compile(".*/projects/peerprep/jobs/\\d+"));
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS);
    }

    private static void answer(Locator question, String choice, String note) {
        question.getByLabel("Note").fill(note);
        question.getByText(choice, new Locator.GetByTextOptions().setExact(true))
                .click();
    }
}
