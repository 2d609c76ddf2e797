package dev.slipway.release.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class ReleaseApiTest {

    private final String project = "rel-" + UUID.randomUUID().toString().substring(0, 8);
    private final String all = "/api/v1/projects/" + project + "/releases";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @TempDir
    Path folder;

    @Autowired
    ReleaseApiTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
    }

    @BeforeEach
    void project() {
        definitions
                .save(
                        DefinitionEdit.ofNew(project, "project: " + project + "\nservices: {web: {}, worker: {}}\n"),
                        people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void releaseOfAFileShouldBeCreatedOnceAndAnsweredAgain() throws IOException {
        var release = release("1.0.0", file("one"), "one");

        register(release)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.artifacts[0].digest")
                .isEqualTo(Digest.of(bytes("one")).value())
                .jsonPath("$.labels.team")
                .isEqualTo("shop");
        register(release).expectStatus().isOk();
        viewer.get()
                .uri("/api/v1/projects/" + project + "/services/web/releases/1.0.0")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.commit")
                .isEqualTo("abc123");
    }

    @Test
    void sameVersionWithOtherContentShouldBeRefusedNamingWhatDiffers() throws IOException {
        register(release("1.0.0", file("one"), "one")).expectStatus().isCreated();

        register(release("1.0.0", file("two"), "two"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.problems.length()")
                .isEqualTo(1)
                .jsonPath("$.problems[0].field")
                .isEqualTo("artifacts");
    }

    @Test
    void bytesThatAreNotWhatTheDigestSaysShouldBeRefused() throws IOException {
        register(release("1.0.0", file("one"), "two"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("artifacts.0.path");
        register(release("1.0.0", folder.resolve("absent"), "two"))
                .expectStatus()
                .isEqualTo(422);
        assertThat(viewer.get()
                        .uri(all)
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("\"releases\":[]");
    }

    @Test
    void everythingMissingShouldBeToldAtOnce() {
        register(Map.of("artifacts", List.of(Map.of("kind", "tarball"))))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[*].field")
                .value(fields -> assertThat(fields.toString())
                        .contains("service", "\"version\"", "artifacts.0.kind", "artifacts.0.sha256"));
        register(Map.of(
                        "service",
                        "wub",
                        "version",
                        "1",
                        "artifacts",
                        List.of(Map.of("kind", "image", "location", "r/x", "sha256", "0".repeat(64)))))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("service");
    }

    @Test
    void uploadedBytesShouldBecomeAnArtifactByTheirDigest() {
        var digest = Digest.of(bytes("uploaded")).value();

        operator.post()
                .uri("/api/v1/projects/" + project + "/artifacts")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(bytes("uploaded"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.digest")
                .isEqualTo(digest);

        register(Map.of(
                        "service",
                        "web",
                        "version",
                        "2.0.0",
                        "artifacts",
                        List.of(Map.of("name", "app", "kind", "file", "digest", digest))))
                .expectStatus()
                .isCreated();
        viewer.post()
                .uri("/api/v1/projects/" + project + "/artifacts")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(bytes("x"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void blockedReleaseShouldSayWhyUntilUnblocked() throws IOException {
        register(release("1.0.0", file("one"), "one")).expectStatus().isCreated();
        var block = "/api/v1/projects/" + project + "/services/web/releases/1.0.0/block";

        operator.put()
                .uri(block)
                .bodyValue(Map.of("reason", "loses orders"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.blocked")
                .isEqualTo("loses orders");
        operator.put()
                .uri(block)
                .bodyValue(Map.of("reason", " "))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        viewer.delete().uri(block).exchange().expectStatus().isForbidden();
        operator.delete()
                .uri(block)
                .exchange()
                .expectBody()
                .jsonPath("$.blocked")
                .doesNotExist();
    }

    @Test
    void listShouldBeFilteredAndPaged() throws IOException {
        for (var i = 1; i <= 5; i++) {
            register(release("1." + i + ".0", file("v" + i), "v" + i))
                    .expectStatus()
                    .isCreated();
        }

        operator.get()
                .uri(all + "?limit=2&service=web")
                .exchange()
                .expectBody()
                .jsonPath("$.releases[0].version")
                .isEqualTo("1.5.0")
                .jsonPath("$.releases.length()")
                .isEqualTo(2)
                .jsonPath("$.next")
                .exists();
        operator.get()
                .uri(all + "?q=1.3")
                .exchange()
                .expectBody()
                .jsonPath("$.releases.length()")
                .isEqualTo(1);
        operator.get()
                .uri(all + "?blocked=true")
                .exchange()
                .expectBody()
                .jsonPath("$.releases.length()")
                .isEqualTo(0);
        operator.get()
                .uri(all + "?q=%25")
                .exchange()
                .expectBody()
                .jsonPath("$.releases.length()")
                .isEqualTo(0);
    }

    private WebTestClient.ResponseSpec register(Map<String, ?> release) {
        return operator.post().uri(all).bodyValue(release).exchange();
    }

    private Map<String, ?> release(String version, Path file, String content) {
        return Map.of(
                "service",
                "web",
                "version",
                version,
                "commit",
                "abc123",
                "buildLink",
                "https://build.example/7",
                "labels",
                Map.of("team", "shop"),
                "notes",
                "- first",
                "artifacts",
                List.of(Map.of(
                        "name",
                        "app",
                        "kind",
                        "file",
                        "path",
                        file.toString(),
                        "sha256",
                        Digest.of(bytes(content)).hex())));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve(content), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
