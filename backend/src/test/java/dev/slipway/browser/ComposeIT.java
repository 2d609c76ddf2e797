package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.Compose;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docker-compose.yml} as it is, brought up by a Docker engine: whoever it knows signs in. Skipped, and said so, unless
 * {@code SLIPWAY_REQUIRE_COMPOSE=true}; images are made by {@code .ci/compose-images}.
 */
@BesideOthers
@BrowserTest
class ComposeIT {

    private static Compose compose;

    @BeforeAll
    static void up() {
        if (!Boolean.parseBoolean(System.getenv("SLIPWAY_REQUIRE_COMPOSE"))) {
            System.err.println("SKIPPED: ComposeIT needs SLIPWAY_REQUIRE_COMPOSE=true and a Docker engine");
            Assumptions.abort("SLIPWAY_REQUIRE_COMPOSE is not true");
        }
        compose = Compose.up();
    }

    @AfterAll
    static void down() {
        if (compose != null) {
            compose.close();
        }
    }

    @Test
    void somebodyOfKeycloakShouldSignInAtThePortal() {
        var portal = compose.portal().toString();
        try (var playwright = Browsing.driver();
                var browser = Browsing.launch(playwright);
                var page = browser.newPage()) {
            page.setDefaultTimeout(Visitor.PATIENCE_MILLIS);
            PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE_MILLIS);
            page.navigate(portal);
            page.getByText("Continue with Keycloak").click();
            page.locator("#username").fill("ada");
            page.locator("#password").fill("try it out");
            page.locator("#kc-login").click();
            page.waitForURL(url -> url.startsWith(portal) && !url.contains("/sign-in"));

            page.navigate(portal + "/people");
            assertThat(page.locator("main")).containsText("Ada Lovelace");
        }
    }
}
