package dev.slipway.freeze.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.NightFreeze;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A freeze that begins while a job runs, with each policy of an environment, and the stop of everything. */
@PortalTest
class HoldRunningTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final String project = "running-" + UUID.randomUUID().toString().substring(0, 8);
    private final String home = "/api/v1/projects/" + project;
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;

    @TempDir
    Path folder;

    @Autowired
    HoldRunningTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.as(Role.OPERATOR);
    }

    /** Its first step runs until a file is there, its second leaves one. */
    @BeforeEach
    void define() {
        var text = """
            project: %s
            environments:
              finishes: {protection: {onFreeze: finish}}
              pauses: {protection: {onFreeze: pause}}
              stops: {protection: {onFreeze: stop}}
            services: {web: {}}
            pipelines:
              both:
                steps:
                  - {name: first, kind: command, settings: {command: [sh, -c, "while [ ! -e %s ]; do sleep 0.1; done"]}}
                  - {name: second, kind: command, settings: {command: [touch, "%s"]}}
            """.formatted(project, folder.resolve("go"), folder.resolve("done"));
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void jobShouldFinishWhereTheEnvironmentSaysSo() throws IOException {
        running("finishes");
        freeze("finishes");

        letGo();

        assertThat(outcome()).isEqualTo("SUCCEEDED");
        assertThat(folder.resolve("done")).exists();
        assertThat(job().path("gates").toString()).contains("It began while the job ran");
    }

    @Test
    void jobShouldPauseBeforeItsNextStepAndGoOnWhenTheFreezeIsGone() throws IOException {
        running("pauses");
        var freeze = freeze("pauses");

        letGo();
        waitsForAGate();
        assertThat(job().path("waiting").path("reason").asString("")).contains("Everybody sleeps");
        assertThat(step("first")).isEqualTo("SUCCEEDED");
        assertThat(folder.resolve("done")).doesNotExist();

        operator.delete()
                .uri("/api/v1/freezes/" + freeze)
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(outcome()).isEqualTo("SUCCEEDED");
        assertThat(folder.resolve("done")).exists();
    }

    @Test
    void jobShouldStopBeforeItsNextStepWhereTheEnvironmentSaysSo() throws IOException {
        running("stops");
        freeze("stops");

        letGo();

        assertThat(outcome()).isEqualTo("CANCELLED");
        assertThat(job().path("verdict").path("reason").asString("")).contains("Stopped by a freeze");
        assertThat(step("first")).isEqualTo("SUCCEEDED");
        assertThat(folder.resolve("done")).doesNotExist();
    }

    @Test
    void stopOfEverythingShouldPauseRunningJobsAtTheirNextSafePointIfAsked() throws IOException {
        running("finishes");
        stop(true);
        try {
            letGo();
            waitsForAGate();
            assertThat(job().path("waiting").path("reason").asString("")).contains("Water in the cellar");
            assertThat(folder.resolve("done")).doesNotExist();
        } finally {
            resume();
        }
        assertThat(outcome()).isEqualTo("SUCCEEDED");
        assertThat(folder.resolve("done")).exists();
    }

    @Test
    void stopOfEverythingShouldLetRunningJobsFinishUnlessAsked() throws IOException {
        running("finishes");
        stop(false);
        try {
            letGo();
            assertThat(outcome()).isEqualTo("SUCCEEDED");
        } finally {
            resume();
        }
    }

    private void running(String environment) {
        operator.post()
                .uri(home + "/jobs")
                .bodyValue(Map.of("pipeline", "both", "environment", environment))
                .exchange()
                .expectStatus()
                .isCreated();
        Await.until("its first step runs", LONG, () -> step("first").equals("RUNNING"));
    }

    private void letGo() throws IOException {
        Files.createFile(folder.resolve("go"));
    }

    private long freeze(String environment) {
        var made = operator.post()
                .uri("/api/v1/freezes")
                .bodyValue(NightFreeze.of(project, environment))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return read(made).path("id").asLong();
    }

    private void stop(boolean pauses) {
        operator.put()
                .uri("/api/v1/stop")
                .bodyValue(Map.of("pauses", pauses, "reason", "Water in the cellar"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private void resume() {
        operator.delete().uri("/api/v1/stop").exchange().expectStatus().is2xxSuccessful();
    }

    private void waitsForAGate() {
        Await.until(
                "it waits for a gate",
                LONG,
                () -> job().path("waiting").path("what").asString("").equals("GATE"));
    }

    private String outcome() {
        Await.until("it ends", LONG, () -> job().path("state").asString("").equals("ENDED"));
        return job().path("verdict").path("outcome").asString("");
    }

    private String step(String name) {
        return job().path("steps").values().stream()
                .filter(step -> step.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asString("");
    }

    private JsonNode job() {
        return read(operator.get()
                .uri(home + "/jobs/1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static JsonNode read(@org.jspecify.annotations.Nullable String body) {
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }
}
