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
import java.nio.charset.StandardCharsets;
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
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Where secrets are is for maintainers: whatever else somebody may read of a project does not tell it. */
@PortalTest
class ReferencesTest {

    /** In every reference, so that none is forgotten. */
    private static final String MARK = "KEPT_BY_MAINTAINERS";

    private final String project = "refs-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;

    @TempDir
    Path folder;

    @Autowired
    ReferencesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
    }

    @BeforeEach
    void project() {
        String base = null;
        for (var level : List.of("info", "debug")) {
            var text = """
                project: %1$s
                variables: {LEVEL: %3$s, ALL: {secret: "env:%2$s_PROJECT_%3$s"}}
                environments:
                  dev: {variables: {HERE: {secret: "file:/run/%2$s/%3$s"}}}
                services:
                  web:
                    variables: {OWN: {secret: "env:%2$s_SERVICE_%3$s"}}
                    placements:
                      dev:
                        target: process
                        settings: {command: [/bin/true]}
                        variables: {BOTH: {secret: "env:%2$s_PLACEMENT_%3$s"}}
                pipelines:
                  look: {steps: [{name: look, kind: pre-check}]}
                  use:
                    steps:
                      - name: use
                        kind: command
                        settings:
                          command: [/bin/true]
                          environment: {TOKEN: {secret: "env:%2$s_STEP_%3$s"}}
                """.formatted(project, MARK, level);
            base = definitions
                    .save(new DefinitionEdit(project, text, base, null), people.actor(Role.ADMINISTRATOR))
                    .map(change -> change.after().tag())
                    .block();
        }
    }

    @Test
    void nothingThatOthersMayReadShouldTellOne() throws IOException {
        var operator = people.as(Role.OPERATOR);
        release(operator);
        var looked = ended(operator, "look", 1);
        var used = ended(operator, "use", 2);
        assertThat(get(people.as(Role.MAINTAINER), "/api/v1/projects/" + project + "/definition"))
                .as("maintainers read them")
                .contains(MARK);

        assertThat(get(operator, "/api/v1/projects/" + project + "/jobs/2")).contains("secret of env (sha256:");
        assertHidden(operator, paths("look", looked, 1));
        assertHidden(people.browser(Role.VIEWER), paths("use", used, 2));
    }

    private static void assertHidden(WebTestClient client, List<String> paths) {
        assertThat(paths).hasSizeGreaterThan(50);
        for (var path : paths) {
            assertThat(get(client, path)).as(path).doesNotContain(MARK);
        }
    }

    private void release(WebTestClient operator) throws IOException {
        var archive = Zip.of(Map.of("run.sh", "exit 0"));
        var path = Files.write(folder.resolve("web.zip"), archive);
        var artifact = Map.of(
                "name",
                "app",
                "kind",
                "archive",
                "path",
                path.toString(),
                "sha256",
                Digest.of(archive).hex());
        assertThat(body(operator.post()
                        .uri("/api/v1/projects/" + project + "/releases")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("service", "web", "version", "1.0.0", "artifacts", List.of(artifact)))))
                .contains("1.0.0");
    }

    /** Runs the pipeline, which fails for want of a secret; gives the id of the job. */
    private String ended(WebTestClient operator, String pipeline, int number) {
        var started = body(operator.post()
                .uri("/api/v1/projects/" + project + "/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "pipeline",
                        pipeline,
                        "environment",
                        "dev",
                        "services",
                        List.of(Map.of("service", "web", "version", "1.0.0")))));
        assertThat(started).contains("\"id\"");
        var job = "/api/v1/projects/" + project + "/jobs/" + number;
        Await.until(
                "the job ends", Duration.ofSeconds(30), () -> get(operator, job).contains("\"state\":\"ENDED\""));
        return get(operator, job).replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
    }

    /** All that the portal has about a project and its jobs and that ends by itself, from the table of all routes. */
    private List<String> paths(String pipeline, String job, int number) throws IOException {
        return new ClassPathResource("routes.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\\s+"))
                .filter(route -> route.length == 3 && route[1].equals("GET"))
                .filter(route -> route[2].contains("{project}") || route[2].startsWith("/api/v1/jobs/"))
                .filter(route -> !route[2].endsWith("/live") && !route[2].endsWith("/logs"))
                .map(route -> route[2].replaceAll(":[^}]*}", "}")
                        .replace("{project}", project)
                        .replace("{environment}", "dev")
                        .replace("{service}", "web")
                        .replace("{key}", pipeline)
                        .replace("{id}", job)
                        .replace("{version}", "1")
                        .replace("{number}", String.valueOf(number)))
                .map(path -> path + "?environment=dev&pipeline=" + pipeline + "&service=web&from=1&to=2")
                .toList();
    }

    private static String get(WebTestClient client, String path) {
        return body(client.get().uri(path));
    }

    private static String body(WebTestClient.RequestHeadersSpec<?> request) {
        return String.valueOf(
                request.exchange().expectBody(String.class).returnResult().getResponseBody());
    }
}
