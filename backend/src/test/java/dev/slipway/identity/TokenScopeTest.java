package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How far a token reaches, and how one takes the place of another. */
@PortalTest
class TokenScopeTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String own = "token-" + UUID.randomUUID().toString().substring(0, 8);
    private final String other = "token-other-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;
    private final Clock clock;
    private final Account owner;
    private final WebTestClient browser;

    @Autowired
    TokenScopeTest(TestPeople people, Definitions definitions, Clock clock) {
        this.people = people;
        this.definitions = definitions;
        this.clock = clock;
        this.owner = people.person(Role.MAINTAINER);
        this.browser = people.browser(owner);
    }

    @BeforeEach
    void projects() {
        for (var key : List.of(own, other)) {
            definitions
                    .save(
                            DefinitionEdit.ofNew(key, "project: " + key + "\nservices: {web: {}}\n"),
                            people.actor(Role.ADMINISTRATOR))
                    .block();
        }
    }

    @Test
    void aTokenShouldReachItsProjectsAndPermissionsAlone() {
        var client = with(made().path("secret").asString());
        assertThat(status(client, "/api/v1/projects/" + own)).isEqualTo(200);
        assertThat(status(client, "/api/v1/projects/" + other)).isEqualTo(404);
        assertThat(text(client.get().uri("/api/v1/projects"))).contains(own).doesNotContain(other);
        assertThat(status(client, "/people")).isEqualTo(403);

        var change = client.put()
                .uri("/api/v1/projects/" + own + "/definition")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"project\": \"" + own + "\"}");
        assertThat(JSON.readTree(text(change)).path("status").asInt())
                .as("its owner may edit, it may not")
                .isEqualTo(403);
    }

    @Test
    void aTokenShouldBeReplacedWhileTheOldOneHoldsOn() {
        var old = made();
        var id = old.path("token").path("id").asString();
        var young = rotated(id, Map.of());

        assertThat(young.path("token").path("permissions"))
                .isEqualTo(old.path("token").path("permissions"));
        assertThat(young.path("token").path("projects").path(0).asString()).isEqualTo(own);
        for (var one : List.of(old, young)) {
            assertThat(status(with(one.path("secret").asString()), "/api/v1/projects/" + own))
                    .isEqualTo(200);
        }
        var shown = shown(id);
        assertThat(shown.path("replacedBy").asString())
                .isEqualTo(young.path("token").path("id").asString());
        assertThat(Instant.parse(shown.path("expiresAt").asString()))
                .isBefore(clock.instant().plus(Duration.ofHours(25)));
    }

    @Test
    void withoutAnOverlapTheOldOneShouldStopAtOnce() {
        var old = made();
        var young = rotated(old.path("token").path("id").asString(), Map.of("overlap", "PT0S"));
        assertThat(status(with(old.path("secret").asString()), "/api/v1/me")).isEqualTo(401);
        assertThat(status(with(young.path("secret").asString()), "/api/v1/me")).isEqualTo(200);
    }

    @Test
    void theLastUseShouldBeShown() {
        var token = made();
        var id = token.path("token").path("id").asString();
        assertThat(shown(id).path("lastUsedAt").isMissingNode()).isTrue();
        assertThat(status(with(token.path("secret").asString()), "/api/v1/me")).isEqualTo(200);
        assertThat(shown(id).path("lastUsedAt").isMissingNode()).isFalse();
    }

    @Test
    void scannersShouldTellATokenFromWhatOnlyLooksAlike() {
        var token = TokenText.fresh().value();
        assertThat(token).matches("slw_[0-9A-Za-z]{46}");
        assertThat(TokenText.plausible(new Secret(token))).isTrue();
        var mistyped = token.substring(0, 10) + (token.charAt(10) == 'a' ? 'b' : 'a') + token.substring(11);
        assertThat(TokenText.plausible(new Secret(mistyped))).isFalse();
    }

    /** A token of the owner, for reading and releases in one project. */
    private JsonNode made() {
        return JSON.readTree(text(browser.post()
                .uri("/api/v1/tokens")
                .bodyValue(Map.of(
                        "title",
                        "ci",
                        "permissions",
                        List.of("VIEW", "RELEASE"),
                        "projects",
                        List.of(own),
                        "expiresAt",
                        clock.instant().plus(Duration.ofDays(30)).toString()))));
    }

    private JsonNode rotated(String id, Map<String, String> wish) {
        return JSON.readTree(
                text(browser.post().uri("/api/v1/tokens/" + id + "/rotate").bodyValue(wish)));
    }

    private JsonNode shown(String id) {
        return JSON.readTree(text(browser.get().uri("/api/v1/tokens")))
                .valueStream()
                .filter(token -> token.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private WebTestClient with(String secret) {
        return people.client()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + secret)
                .build();
    }

    private static int status(WebTestClient client, String path) {
        return client.get()
                .uri(path)
                .header("Accept", "application/json")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private static String text(WebTestClient.RequestHeadersSpec<?> request) {
        return Objects.requireNonNullElse(
                request.accept(MediaType.APPLICATION_JSON)
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody(),
                "");
    }
}
