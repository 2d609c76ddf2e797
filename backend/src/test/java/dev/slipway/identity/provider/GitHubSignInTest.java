package dev.slipway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalEnvironment;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.TestProvider;
import dev.slipway.testing.TestProvider.Person;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

/** Sign-in at GitHub, which speaks OAuth 2.0 and has organisations and teams for groups. */
@PortalTest
class GitHubSignInTest {

    private static final TestProvider GITHUB = PortalEnvironment.PROVIDER;

    private final String portal;
    private final DatabaseClient database;

    @Autowired
    GitHubSignInTest(Environment environment, DatabaseClient database) {
        this.portal = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        this.database = database;
    }

    @Test
    void aMemberOfATeamShouldComeInWithItsRole() {
        var ada = somebody();
        var browser = signIn(ada);
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
        assertThat(browser.get("/account").body()).contains(ada.name());
        assertThat(GITHUB.lastAuthorization())
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKey("nonce");
        var email = database.sql("select email from provider_person where subject = :subject")
                .bind("subject", ada.subject())
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .block();
        assertThat(email).isEqualTo(ada.name() + "@example.org");
    }

    @Test
    void aTokenThatGitHubTookBackShouldEndTheSessionAtTheNextLook() {
        var ada = somebody();
        var browser = signIn(ada);
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).isTrue();
        GITHUB.revoke(ada);
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).isFalse();
    }

    private void itIsTimeToLook(Person person) {
        database.sql("update provider_session set checked_at = checked_at - interval '1 day' where subject = :subject")
                .bind("subject", person.subject())
                .then()
                .block();
    }

    private TestBrowser signIn(Person person) {
        GITHUB.signsIn(person);
        var browser = new TestBrowser(portal);
        browser.follow("/sign-in/github");
        assertThat(browser.isIn()).isTrue();
        return browser;
    }

    private static Person somebody() {
        var id = UUID.randomUUID().toString();
        return new Person(id, "octo-" + id.substring(0, 8), Map.of());
    }
}
