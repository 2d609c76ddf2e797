package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.testing.BesideOthers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The seven services on ECS: all of them deployed by one job, and a bad release of one taken back. */
@BesideOthers
@BrowserTest(simulatedAws = true)
class SevenServicesIT {

    private static final List<String> SERVICES =
            List.of("User", "Question", "History", "Matching", "Collaboration", "Chat", "Frontend");

    /** The state of a service is looked at every few seconds. */
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    /** Seven rollouts of which each takes half a minute, and a breaker that counts to three. */
    private static final double LONGEST_MILLIS = 600_000;

    @Test
    void sevenServicesShouldBeDeployedAndABadReleaseTakenBack(Visitor dana) throws Exception {
        dana.signIn();
        dana.go("/projects/peerprep");
        assertThat(dana.page().locator("#main")).containsText("Collaboration");

        deploy(dana, "full-deploy", "1.1.0", SERVICES);
        var steps = dana.page().locator("#job-steps");
        assertThat(steps.locator("li.on").getByText("Deploy three services at a time"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONGEST_MILLIS));
        Pictures.take(dana.page(), "ecs-full-deploy-running");
        awaitVerdict(dana, "run in staging");
        assertThat(verdict(dana)).containsText("proven");
        assertThat(verdict(dana).locator(".proof")).hasCount(SERVICES.size());
        assertThat(verdict(dana).getByText("runs 1.1.0")).hasCount(SERVICES.size());
        Pictures.take(dana.page(), "ecs-full-deploy");
        var whole = dana.page().url();

        deploy(dana, "deploy", "1.2.0", List.of("User"));
        awaitVerdict(dana, "Rolled back to 1.1.0");
        var failure = dana.page().getByLabel("Failure", new Page.GetByLabelOptions().setExact(true));
        assertThat(failure).containsText("JWT_SIGNING_KEY");
        Pictures.take(dana.page(), "ecs-rolled-back");
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(dana.page()))
                .isEmpty();

        dana.go("/projects/peerprep");
        assertThat(dana.page().locator("#main")).containsText("1.1.0");
        Pictures.take(dana.page(), "ecs-dashboard");
        wholePictures(dana);
        otherLooks(dana, whole);
    }

    /** What all placements are like, what one is like, what was delivered and what it costs. */
    private static void wholePictures(Visitor dana) throws Exception {
        dana.go("/grid?project=peerprep");
        assertThat(dana.page().locator("#t_peerprep_staging_user-service")).containsText("rolled back", SOON);
        picture(dana, "grid");
        dana.go("/wall?project=peerprep");
        assertThat(dana.page().locator("#t_peerprep_staging_user-service")).isVisible();
        picture(dana, "wall");
        dana.go("/projects/peerprep/services/user-service/environments/staging?range=1h");
        assertThat(dana.page().locator("#placement-happenings")).containsText("rolled back");
        picture(dana, "ecs-placement");
        dana.go("/projects/peerprep/delivery?environment=staging");
        assertThat(dana.page().locator("#main")).containsText("Deployments");
        picture(dana, "delivery");
        dana.go("/projects/peerprep/cost");
        assertThat(dana.page().locator("#main")).containsText("USD");
        picture(dana, "cost");
    }

    private static void picture(Visitor dana, String name) throws Exception {
        Pictures.take(dana.page(), name);
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(dana.page()))
                .as(name)
                .isEmpty();
    }

    private static void otherLooks(Visitor dana, String whole) {
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        dana.page().navigate(whole);
        assertThat(verdict(dana)).containsText("proven");
        Pictures.take(dana.page(), "ecs-full-deploy-dark");
        dana.page().setViewportSize(360, 780);
        Pictures.take(dana.page(), "ecs-full-deploy-narrow");
    }

    /** By the dialog, to staging. */
    private static void deploy(Visitor dana, String pipeline, String version, List<String> services) {
        dana.go("/projects/peerprep");
        dana.click("Deploy…");
        var dialog = dana.page().locator("form.deploy");
        dialog.getByText("Staging", new Locator.GetByTextOptions().setExact(true))
                .click();
        for (var service : SERVICES) {
            dialog.getByLabel(service, new Locator.GetByLabelOptions().setExact(true))
                    .setChecked(services.contains(service));
        }
        for (var service : services) {
            dialog.getByLabel("Release of " + service).selectOption(version);
        }
        dialog.getByLabel("With pipeline").selectOption(pipeline);
        assertThat(dialog.locator("#deploy-preview ol.plan")).isVisible();
        dialog.getByText("Deploy", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        dana.page().waitForURL(Pattern.compile(".*/projects/peerprep/jobs/\\d+"));
    }

    private static Locator verdict(Visitor dana) {
        return dana.page().locator("section[aria-label=Verdict]");
    }

    private static void awaitVerdict(Visitor dana, String title) {
        assertThat(verdict(dana).locator("h2"))
                .containsText(title, new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS));
    }
}
