package dev.slipway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;

@BrowserTest
class SignInIT {

    @Test
    void linkOfTheFirstAdministratorShouldWorkOnce(Visitor ada, Visitor mallory, RunningPortal portal)
            throws Exception {
        ada.signIn();

        mallory.page().navigate(portal.administratorLink());

        PlaywrightAssertions.assertThat(mallory.page().locator("body")).containsText("used already");
        assertThat(ada.page().title()).contains("Slipway");
    }

    @Test
    void wrongPasswordShouldBeToldAndTheNameKept(Visitor ada, Visitor other) throws Exception {
        ada.signIn();

        other.go("/");
        other.page().getByLabel("User name").fill(RunningPortal.ADMINISTRATOR);
        other.page().getByLabel("Password").fill("not the password at all");
        other.click("Sign in");

        PlaywrightAssertions.assertThat(other.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .isVisible();
        PlaywrightAssertions.assertThat(other.page().getByLabel("User name")).hasValue(RunningPortal.ADMINISTRATOR);
    }

    @Test
    void whoIsNotSignedInShouldComeBackToWhatTheyAskedFor(Visitor ada, Visitor later) throws Exception {
        ada.signIn();

        later.go("/projects/demo/jobs");
        later.page().getByLabel("User name").fill(RunningPortal.ADMINISTRATOR);
        later.page().getByLabel("Password").fill(RunningPortal.PASSWORD);
        later.click("Sign in");

        later.page().waitForURL(url -> url.endsWith("/projects/demo/jobs"));
    }
}
