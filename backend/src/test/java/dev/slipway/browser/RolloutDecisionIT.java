package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A blue/green rollout on ECS that stops for a person twice: before production traffic moves, and while it bakes. */
@BrowserTest(simulatedAws = true)
class RolloutDecisionIT {

    /** ECS starts two tasks, shifts, bakes for two minutes, and ends the old ones. */
    private static final double LONGEST_MILLIS = 300_000;

    @Test
    void aPersonShouldLetARolloutGoOnAndTakeItBackWhileItBakes(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/projects/peerprep/deploy?environment=prod&service=frontend");
        var dialog = dana.page().locator("form.deploy");
        dialog.getByLabel("Release of Frontend").selectOption("1.1.0");
        dialog.getByLabel("With pipeline").selectOption("deploy");
        assertThat(dialog.locator("#deploy-preview ol.plan")).containsText("BLUE_GREEN");
        dialog.getByText("Deploy", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        dana.page().waitForURL(Pattern.compile(".*/projects/peerprep/jobs/\\d+"));

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

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS);
    }

    private static void answer(Locator question, String choice, String note) {
        question.getByLabel("Note").fill(note);
        question.getByText(choice, new Locator.GetByTextOptions().setExact(true))
                .click();
    }
}
