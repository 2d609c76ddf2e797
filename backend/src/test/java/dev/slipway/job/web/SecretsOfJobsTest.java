package dev.slipway.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Steps that print a secret, seen through everything that shows a job. */
@PortalTest
class SecretsOfJobsTest {

    private static final String SECRET = "correct-horse-battery";

    private final String project = "leak-" + UUID.randomUUID().toString().substring(0, 8);
    private final String all = "/api/v1/projects/" + project + "/jobs";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @TempDir
    Path folder;

    @Autowired
    SecretsOfJobsTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
    }

    @BeforeEach
    void project() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        var text = """
            project: %1$s
            environments: {dev: {}}
            services:
              web:
                placements:
                  dev:
                    target: process
                    settings: {command: [/bin/sh, "${artifact}/run.sh"]}
                    variables: {TOKEN: {secret: "file:%2$s"}}
            pipelines:
              command:
                steps:
                  - name: leak
                    kind: command
                    settings:
                      shell: true
                      command: "echo token $TOKEN; echo again $TOKEN; exit 3"
                      environment: {TOKEN: {secret: "file:%2$s"}}
              migrate:
                steps:
                  - name: leak
                    kind: migrate
                    settings: {command: [/bin/sh, -c, "echo token $TOKEN; echo again $TOKEN >&2; exit 4"]}
            """.formatted(project, secret);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void commandThatPrintsASecretShouldNotShowIt() {
        start(Map.of("pipeline", "command", "environment", "dev"));

        assertHidden();
    }

    @Test
    void migrationThatPrintsASecretShouldNotShowIt() throws IOException {
        var archive = Zip.of(Map.of("run.sh", "exit 0"));
        var path = Files.write(folder.resolve("web.zip"), archive);
        operator.post()
                .uri("/api/v1/projects/" + project + "/releases")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "service",
                        "web",
                        "version",
                        "1.0.0",
                        "artifacts",
                        List.of(Map.of(
                                "name",
                                "app",
                                "kind",
                                "archive",
                                "path",
                                path.toString(),
                                "sha256",
                                Digest.of(archive).hex()))))
                .exchange()
                .expectStatus()
                .isCreated();
        start(Map.of(
                "pipeline",
                "migrate",
                "environment",
                "dev",
                "services",
                List.of(Map.of("service", "web", "version", "1.0.0"))));

        assertHidden();
    }

    private void start(Map<String, ?> body) {
        operator.post()
                .uri(all)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private void assertHidden() {
        Await.until(
                "the job ends", Duration.ofSeconds(30), () -> read(all + "/1").contains("\"state\":\"ENDED\""));
        var answer = read(all + "/1");
        assertThat(answer).contains("token ***").contains("again ***").doesNotContain(SECRET);
        var id = answer.replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
        assertThat(read("/api/v1/jobs/" + id + "/log")).contains("token ***").doesNotContain(SECRET);
        assertThat(read("/projects/" + project + "/jobs/1"))
                .contains("token ***")
                .doesNotContain(SECRET);
    }

    private String read(String path) {
        return String.valueOf(viewer.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
