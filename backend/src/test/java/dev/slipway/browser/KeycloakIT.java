package dev.slipway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Await;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.FreePorts;
import dev.slipway.testing.Keycloak;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Sign-in at a real Keycloak in a real browser. Skipped, and said so, where its distribution is not in Maven's repository,
 * unless {@code SLIPWAY_REQUIRE_KEYCLOAK=true}.
 */
@BesideOthers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@BrowserTest
class KeycloakIT {

    private static Keycloak keycloak;
    private static Browsing.Stage stage;

    @BeforeAll
    static void start() {
        if (Keycloak.distribution().isEmpty()) {
            if (Boolean.parseBoolean(System.getenv("SLIPWAY_REQUIRE_KEYCLOAK"))) {
                throw new IllegalStateException("SLIPWAY_REQUIRE_KEYCLOAK is true and its distribution is not there");
            }
            System.err.println("SKIPPED: KeycloakIT needs Keycloak's distribution; .ci/run fetches it");
            Assumptions.abort("Keycloak's distribution is not in Maven's repository");
        }
        var port = FreePorts.inARow(1);
        var portal = RunningPortal.start(Map.of(
                "SLIPWAY_DEMO", "false",
                "SLIPWAY_LOCAL_ACCOUNTS", "false",
                "SLIPWAY_FIRST_ADMINISTRATOR_LINK", "false",
                "SLIPWAY_PROVIDERS", "keycloak",
                "SLIPWAY_PROVIDER_KEYCLOAK_ISSUER", Keycloak.issuer(port),
                "SLIPWAY_PROVIDER_KEYCLOAK_CLIENT_ID", "slipway",
                "SLIPWAY_PROVIDER_KEYCLOAK_CLIENT_SECRET", "env:KEYCLOAK_SECRET",
                "KEYCLOAK_SECRET", "a secret of the tests",
                "SLIPWAY_PROVIDER_KEYCLOAK_ADMINISTRATORS", "platform",
                "SLIPWAY_PROVIDER_CHECK", "5s"));
        stage = Browsing.Stage.open(portal);
        keycloak = Keycloak.start(port, portal.address());
    }

    @AfterAll
    static void end() {
        if (keycloak != null) {
            keycloak.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void membersOfTheAdministratorsGroupShouldComeInAndWriteARule() {
        var ada = enter("ada");
        ada.go("/people/sign-in-rules");
        ada.click("Add a rule…");
        ada.page().getByLabel("holds").fill("backend");
        ada.page().getByLabel("Role on everything").selectOption("OPERATOR");
        ada.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(ada.page().getByRole(AriaRole.ROWHEADER)).containsText("backend");

        ada.page().getByLabel("Groups there").fill("backend");
        ada.click("Preview");
        assertThat(ada.page().locator("#preview")).containsText("As operator on everything");
        ada.leave();
    }

    @Test
    @Order(2)
    void groupsAtKeycloakShouldDecideWhatSomebodyIs() {
        var grace = enter("grace");
        grace.go("/account");
        assertThat(grace.page().locator("main")).containsText("operator");
        assertThat(grace.page().locator("main")).containsText("Grace Hopper");
        assertThat(grace.go("/people")).isEqualTo(403);
        grace.leave();

        var mallory = atKeycloak("mallory");
        assertThat(mallory.page().getByRole(AriaRole.ALERT)).containsText("no rule of this portal gives you anything");
        mallory.leave();
    }

    @Test
    @Order(3)
    void signingOutShouldSignOutAtKeycloakToo() {
        var ada = enter("ada");
        ada.go("/account");
        ada.page().locator("form[action$='/sign-out'] button").dispatchEvent("click");
        ada.page().waitForURL(url -> url.endsWith("/sign-in"));
        ada.click("Continue with Keycloak");
        assertThat(ada.page().locator("#username")).isVisible();
        ada.leave();
    }

    @Test
    @Order(4)
    void aSessionEndedAtKeycloakShouldBeOverHere() {
        var grace = enter("grace");
        grace.page().navigate("about:blank"); // so that nothing but the logout token tells the portal
        keycloak.logOut("grace");
        awaitOut(grace, "Keycloak ended her session");
        var ada = enter("ada");
        ada.go("/audit?action=person.end-session");
        assertThat(ada.page().locator("main")).containsText("signed out at keycloak");
        ada.leave();
        grace.leave();
    }

    @Test
    @Order(5)
    void keycloakShouldBeFreeToChangeItsKeys() {
        keycloak.rotateKeys();
        enter("ada").leave();
    }

    @Test
    @Order(6)
    void whoIsDisabledAtKeycloakShouldBeOutSoon() {
        var grace = enter("grace");
        keycloak.disable("grace");
        awaitOut(grace, "the portal looked again");
        grace.leave();
    }

    private static void awaitOut(Visitor visitor, String why) {
        Await.until(why, Duration.ofMinutes(2), () -> {
            visitor.go("/account");
            return visitor.page().url().contains("/sign-in");
        });
    }

    private static Visitor enter(String name) {
        var visitor = atKeycloak(name);
        visitor.page().waitForURL(url -> url.startsWith(stage.portal().url("/")) && !url.contains("/sign-in"));
        return visitor;
    }

    /** From the portal's sign-in page through Keycloak's. */
    private static Visitor atKeycloak(String name) {
        var visitor = Visitor.enter(stage.browser(), stage.portal());
        visitor.go("/");
        visitor.click("Continue with Keycloak");
        visitor.page().locator("#username").fill(name);
        visitor.page().locator("#password").fill(name + "'s password");
        visitor.page().locator("#kc-login").click();
        visitor.page().waitForURL(url -> url.startsWith(stage.portal().url("/")));
        return visitor;
    }
}
