package dev.slipway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.job.Jobs;
import dev.slipway.release.NewRelease;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Scales;
import dev.slipway.target.TargetKind;
import dev.slipway.target.Targets;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.Zip;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody changes what runs, past the portal: real processes, a real job engine, and what people do about it. */
@PortalTest
class DriftStoryTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final String project = "drift-" + UUID.randomUUID().toString().substring(0, 8);
    private final String drift = "/api/v1/projects/" + project + "/placements/dev/worker/drift";

    @Autowired
    TestPeople people;

    @Autowired
    Definitions definitions;

    @Autowired
    ReleaseRegister releases;

    @Autowired
    ArtifactStore store;

    @Autowired
    Jobs jobs;

    @Autowired
    Targets targets;

    @Value("${slipway.data-dir}")
    Path data;

    @BeforeEach
    void deployed() throws Exception {
        var admin = people.actor(Role.ADMINISTRATOR);
        definitions
                .save(DefinitionEdit.ofNew(project, """
                    project: %s
                    environments: {dev: {}}
                    services:
                      worker:
                        type: worker
                        placements:
                          dev: {target: process, settings: {command: [/bin/sleep, "900"], steadySeconds: 1}}
                    pipelines:
                      ship:
                        steps:
                          - {name: deploy, kind: deploy, perService: true}
                    """.formatted(project)), admin)
                .block();
        var digest = store.put(new ByteArrayInputStream(Zip.of(Map.of("content", project))));
        var artifact = new NewRelease.NewArtifact("app", ArtifactReference.Kind.ARCHIVE, null, "builds", digest);
        releases.register(
                        new NewRelease(project, "worker", "1.0.0", List.of(artifact), null, null, Map.of(), null),
                        admin)
                .block();
        var job = read(people.as(Role.OPERATOR)
                .post()
                .uri("/api/v1/projects/" + project + "/jobs")
                .bodyValue(Map.of(
                        "pipeline",
                        "ship",
                        "environment",
                        "dev",
                        "services",
                        List.of(Map.of("service", "worker", "version", "1.0.0"))))
                .exchange()
                .expectStatus()
                .isCreated());
        succeeds(job.path("id").asLong());
        Await.until("it was looked at, and nothing deviates", LONG, () -> seenWithoutDrift());
    }

    @AfterEach
    void stop() throws Exception {
        var target = (Scales) targets.get(new TargetKind("process"));
        target.scale(new PlacementKey(project, "dev", "worker"), 0);
    }

    @Test
    void adoptedDriftShouldBeGoneAndOnRecord() throws Exception {
        changeFiles();
        var found = drifts();
        assertThat(found.at("/deviations/0/what").asString()).isEqualTo("files");
        assertThat(page()).contains("What runs is not what was proven").contains("Restore", "Adopt");
        assertThat(live()).contains("id=\"drift-at-dev\"", "What runs is not what was proven");

        post(Role.VIEWER, "/adopt", Map.of("reason", "I may not"))
                .expectStatus()
                .isForbidden();
        post(Role.OPERATOR, "/adopt", Map.of()).expectStatus().isEqualTo(422);
        post(Role.OPERATOR, "/adopt", Map.of("reason", "not that", "mark", "00000000"))
                .expectStatus()
                .isEqualTo(409);
        post(
                        Role.OPERATOR,
                        "/adopt",
                        Map.of(
                                "reason",
                                "A hot patch",
                                "mark",
                                found.path("mark").asString()))
                .expectStatus()
                .isNoContent();

        Await.until("it is as it should be", LONG, () -> !show().path("drifts").asBoolean());
        assertThat(show().at("/adopted/reason").asString()).isEqualTo("A hot patch");
        assertThat(page()).contains("adopted what runs: A hot patch");
        assertThat(audit()).contains("drift.adopt", "A hot patch");
        post(Role.OPERATOR, "/adopt", Map.of("reason", "once more"))
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void restoringShouldDeployWhatWasProvenByAJob() throws Exception {
        changeFiles();
        drifts();

        var first = read(post(Role.OPERATOR, "/restore", Map.of("reason", "Nobody knows why"))
                .expectStatus()
                .isCreated());
        succeeds(first.path("id").asLong());

        Await.until(
                "what was proven runs again", LONG, () -> !show().path("drifts").asBoolean());
        var job = jobs.find(first.path("id").asLong()).blockOptional().orElseThrow();
        assertThat(job.order().note()).isEqualTo("Restore after drift (files): Nobody knows why");
        var states = get("/api/v1/projects/" + project
                + "/history/changes?from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z");
        assertThat(states.findValuesAsString("drift")).contains("true").endsWith("false");
    }

    private boolean seenWithoutDrift() {
        var answer = people.as(Role.VIEWER).get().uri(drift).exchange();
        var body = answer.expectBody(String.class).returnResult();
        return body.getStatus().is2xxSuccessful()
                && !JsonMapper.shared()
                        .readTree(Objects.requireNonNull(body.getResponseBody()))
                        .path("drifts")
                        .asBoolean();
    }

    /** Of what the one instance was started from. */
    private void changeFiles() throws Exception {
        try (var files = Files.walk(data.resolve("unpacked"))) {
            var ours = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().equals("content"))
                    .filter(this::isOurs)
                    .toList();
            assertThat(ours).isNotEmpty();
            for (var file : ours) {
                Files.writeString(file, "patched by hand");
            }
        }
    }

    private boolean isOurs(Path file) {
        try {
            return Files.readString(file).equals(project);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode drifts() {
        Await.until("it drifts", LONG, () -> show().path("drifts").asBoolean());
        assertThat(get("/api/v1/projects/" + project + "/drift").size()).isEqualTo(1);
        return show();
    }

    private JsonNode show() {
        return get(drift);
    }

    private String page() {
        return Objects.requireNonNull(people.browser(Role.OPERATOR)
                .get()
                .uri("/projects/" + project + "/services/worker/dev/drift")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    /** What the page of the service is sent first. */
    private String live() {
        return Objects.requireNonNull(people.browser(Role.OPERATOR)
                .get()
                .uri("/projects/" + project + "/services/worker/drift/live")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .filter(event -> event.contains("drift-at-"))
                .blockFirst(LONG));
    }

    private String audit() {
        return get("/api/v1/audit?project=" + project).toString();
    }

    private void succeeds(long job) {
        Await.until(
                "the job ends",
                LONG,
                () -> get("/api/v1/jobs/" + job).path("state").asString().equals("ENDED"));
        var ended = get("/api/v1/jobs/" + job);
        assertThat(ended.at("/verdict/outcome").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
    }

    private WebTestClient.ResponseSpec post(Role role, String what, Map<String, String> body) {
        return people.as(role).post().uri(drift + what).bodyValue(body).exchange();
    }

    private JsonNode get(String path) {
        return read(people.as(Role.ADMINISTRATOR)
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private static JsonNode read(WebTestClient.ResponseSpec answer) {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(
                        answer.expectBody(String.class).returnResult().getResponseBody()));
    }
}
