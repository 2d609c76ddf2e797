package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** What a new user does first: deploys the demo's five releases and is told the truth about each. */
@BrowserTest
class FiveReleasesIT {

    @Test
    void fiveReleasesShouldGetFiveRightVerdicts(Visitor dana) throws Exception {
        dana.signIn();
        var deploying = new Deploying(dana);
        dana.go("/projects/demo");
        Pictures.take(dana.page(), "dashboard-empty");

        deploying.choose("Development", "Web", "1.0.0");
        Pictures.take(dana.page(), "deploy-dialog");
        deploying.deploy();
        assertThat(deploying.log()).containsText("1.0.0");
        Pictures.take(dana.page(), "job-running");
        succeeds(deploying, "1.0.0");
        Pictures.take(dana.page(), "job-succeeded");

        deploying.choose("Development", "Web", "1.1.0");
        Pictures.take(dana.page(), "deploy-dialog-migration");
        deploying.deploy();
        succeeds(deploying, "1.1.0");
        assertThat(deploying.log()).containsText("Applied V1 visit");

        deploying.choose("Development", "Web", "1.2.0").deploy();
        isRolledBack(deploying, "1.1.0", "TIDE_API_KEY");
        Pictures.take(dana.page(), "job-exits-rolled-back");
        var failure = dana.page().url();
        org.assertj.core.api.Assertions.assertThat(Accessibility.violations(dana.page()))
                .isEmpty();

        deploying.choose("Development", "Web", "1.3.0").deploy();
        isRolledBack(deploying, "1.1.0", "tide service");
        Pictures.take(dana.page(), "job-never-healthy-rolled-back");

        deploying.choose("Development", "Web", "1.4.0").deploy();
        succeeds(deploying, "1.4.0");

        dana.go("/projects/demo");
        assertThat(dana.page().locator("#main")).containsText("1.4.0");
        Pictures.take(dana.page(), "dashboard");
        dana.go("/projects/demo/jobs");
        Pictures.take(dana.page(), "jobs");
        otherLooks(dana, failure);
    }

    /** The same in the dark, and on a telephone. */
    private static void otherLooks(Visitor dana, String failure) {
        dana.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        dana.go("/projects/demo");
        Pictures.take(dana.page(), "dashboard-dark");
        dana.page().navigate(failure);
        assertThat(new Deploying(dana).log()).containsText("TIDE_API_KEY");
        Pictures.take(dana.page(), "job-dark");
        dana.page().setViewportSize(360, 780);
        Pictures.take(dana.page(), "job-narrow");
        dana.go("/projects/demo");
        Pictures.take(dana.page(), "dashboard-narrow");
    }

    private static void succeeds(Deploying deploying, String version) {
        deploying.awaitVerdict("web " + version + " runs in dev");
        assertThat(deploying.verdict()).hasClass(java.util.regex.Pattern.compile(".*\\bok\\b.*"));
        assertThat(deploying.verdict()).containsText("proven");
        assertThat(deploying.verdict()).containsText("runs " + version);
        assertThat(deploying.verdict()).containsText("1 of 1");
    }

    private static void isRolledBack(Deploying deploying, String to, String because) {
        deploying.awaitVerdict("Rolled back to " + to);
        assertThat(deploying.verdict()).containsText("runs " + to);
        assertThat(deploying.verdict().page().getByLabel("Failure", new Page.GetByLabelOptions().setExact(true)))
                .containsText(because);
    }
}
