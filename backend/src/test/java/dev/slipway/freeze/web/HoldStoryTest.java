package dev.slipway.freeze.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.NightFreeze;
import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs of a whole portal that freezes, locks and the stop hold and let go. */
@PortalTest
class HoldStoryTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String project = "hold-" + UUID.randomUUID().toString().substring(0, 8);
    private final String home = "/api/v1/projects/" + project;
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient administrator;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    HoldStoryTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        administrator = people.as(Role.ADMINISTRATOR);
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
    }

    @BeforeEach
    void create() {
        var text = """
            project: %s
            environments: {dev: {}, prod: {promotesFrom: [dev]}}
            services: {web: {}}
            pipelines:
              touch:
                steps:
                  - {name: touch, kind: command, settings: {command: ["true"]}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    private void freeze(String environment) {
        operator.post()
                .uri("/api/v1/freezes")
                .bodyValue(NightFreeze.of(project, environment))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private int start(WebTestClient by) {
        var body = by.post()
                .uri(home + "/jobs")
                .bodyValue(Map.of("pipeline", "touch", "environment", "prod"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(body))
                .path("number")
                .asInt();
    }

    private JsonNode job(int number) {
        return get("/jobs/" + number);
    }

    private JsonNode get(String path) {
        var body = viewer.get()
                .uri(home + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }

    private void waitsForAGate(int number) {
        Await.until(
                "job " + number + " waits for a gate",
                LONG,
                () -> job(number).path("waiting").path("what").asString("").equals("GATE"));
    }

    private void succeeds(int number) {
        Await.until(
                "job " + number + " ends",
                LONG,
                () -> job(number).path("state").asString("").equals("ENDED"));
        assertThat(job(number).path("verdict").path("outcome").asString("")).isEqualTo("SUCCEEDED");
    }

    @Test
    void freezeShouldHoldAJobUntilSomebodyWithTheRightOverridesIt() {
        freeze("prod");
        var gates = get("/environments/prod/gates?service=web&version=1.0.0");
        assertThat(gates.path("open").asBoolean(true)).isFalse();
        assertThat(gates.path("opens").asString("")).isNotEmpty();
        assertThat(get("/environments/dev/gates?service=web").path("open").asBoolean(false))
                .isTrue();

        var job = start(operator);
        waitsForAGate(job);
        assertThat(job(job).path("waiting").path("reason").asString("")).contains("Everybody sleeps");

        var path = home + "/jobs/" + job + "/freeze-override";
        operator.post()
                .uri(path)
                .bodyValue(Map.of("reason", "I want to"))
                .exchange()
                .expectStatus()
                .isForbidden();
        administrator
                .post()
                .uri(path)
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        administrator
                .post()
                .uri(path)
                .bodyValue(Map.of("reason", "It fixes the outage"))
                .exchange()
                .expectStatus()
                .isNoContent();

        succeeds(job);
        assertThat(job(job).path("gates")
                        .path("standings")
                        .path(0)
                        .path("reason")
                        .asString(""))
                .contains("Overridden by", "It fixes the outage");
    }

    @Test
    void removedFreezeShouldLetItsJobsGo() {
        freeze("prod");
        var job = start(operator);
        waitsForAGate(job);

        var body = operator.get()
                .uri("/api/v1/freezes?project=" + project)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        var id = JsonMapper.shared().readTree(Objects.requireNonNull(body)).values().stream()
                .filter(f -> f.path("project").asString("").equals(project))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asLong();
        operator.delete().uri("/api/v1/freezes/" + id).exchange().expectStatus().isNoContent();

        succeeds(job);
    }

    @Test
    void lockShouldHoldOthersButNotItsOwner() {
        operator.post()
                .uri(home + "/locks")
                .bodyValue(Map.of("environment", "prod", "reason", "Load test", "lasts", "4h"))
                .exchange()
                .expectStatus()
                .isCreated();

        succeeds(start(operator));
        var other = start(administrator);
        waitsForAGate(other);

        administrator
                .delete()
                .uri(home + "/locks/" + get("/locks").path(0).path("id").asLong())
                .exchange()
                .expectStatus()
                .isNoContent();
        succeeds(other);
    }
}
