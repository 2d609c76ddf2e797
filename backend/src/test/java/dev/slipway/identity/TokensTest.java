package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@PortalTest
class TokensTest {

    private final TestPeople testPeople;
    private final People people;
    private final Clock clock;

    @Autowired
    TokensTest(TestPeople testPeople, People people, Clock clock) {
        this.testPeople = testPeople;
        this.people = people;
        this.clock = clock;
    }

    @Test
    void aTokenShouldActForItsOwnerUntilItIsRevoked() {
        var owner = testPeople.person(Role.OPERATOR);
        var granted = create(testPeople.browser(owner), "ci", "VIEW", "RELEASE");
        var client = with(granted.path("secret").asString());
        client.get()
                .uri("/api/v1/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("TOKEN")
                .jsonPath("$.permissions.length()")
                .isEqualTo(2);
        client.get().uri("/people").exchange().expectStatus().isForbidden();
        client.post()
                .uri("/api/v1/tokens")
                .bodyValue(wish("child", "VIEW"))
                .exchange()
                .expectStatus()
                .isForbidden();

        var id = granted.path("token").path("id").asString();
        testPeople
                .browser(Role.ADMINISTRATOR)
                .delete()
                .uri("/api/v1/tokens/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
        testPeople
                .browser(owner)
                .delete()
                .uri("/api/v1/tokens/" + id)
                .exchange()
                .expectStatus()
                .isNoContent();
        client.get()
                .uri("/api/v1/me")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", ".*invalid_token.*");
    }

    @Test
    void aTokenShouldLoseWhatItsOwnerLoses() {
        var owner = testPeople.person(Role.OPERATOR);
        var client = with(create(testPeople.browser(owner), "ci", "VIEW", "DEPLOY")
                .path("secret")
                .asString());
        people.changeRole(owner.userName(), Role.VIEWER, Actor.SYSTEM).block();
        client.get()
                .uri("/api/v1/me")
                .exchange()
                .expectBody()
                .jsonPath("$.permissions.length()")
                .isEqualTo(1);
        people.disable(owner.userName(), Actor.SYSTEM).block();
        client.get().uri("/api/v1/me").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void aTokenShouldExpireWithinAYear() {
        var wish = Map.of(
                "title",
                "ci",
                "permissions",
                new String[] {"VIEW"},
                "expiresAt",
                clock.instant().plus(Duration.ofDays(400)).toString());
        testPeople
                .browser(Role.VIEWER)
                .post()
                .uri("/api/v1/tokens")
                .bodyValue(wish)
                .exchange()
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void aCookieShouldNotStandInForABadToken() {
        var owner = testPeople.person(Role.OPERATOR);
        testPeople
                .browser(owner)
                .get()
                .uri("/api/v1/me")
                .header("Authorization", "Bearer slw_nothing")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aCookieAloneShouldNotChangeAnythingThroughTheApi() {
        testPeople
                .browser(testPeople.person(Role.OPERATOR))
                .mutate()
                .defaultHeaders(headers -> headers.remove(CsrfTokens.HEADER))
                .build()
                .post()
                .uri("/api/v1/tokens")
                .bodyValue(wish("forged", "VIEW"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private JsonNode create(WebTestClient client, String title, String... permissions) {
        return Objects.requireNonNull(client.post()
                .uri("/api/v1/tokens")
                .bodyValue(wish(title, permissions))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private Map<String, Object> wish(String title, String... permissions) {
        var expiry = clock.instant().plus(Duration.ofDays(30)).toString();
        return Map.of("title", title, "permissions", permissions, "expiresAt", expiry);
    }

    private WebTestClient with(String secret) {
        assertThat(secret).startsWith("slw_");
        return testPeople
                .client()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + secret)
                .build();
    }
}
