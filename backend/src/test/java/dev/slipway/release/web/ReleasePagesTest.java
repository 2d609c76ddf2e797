package dev.slipway.release.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class ReleasePagesTest {

    private static final byte[] BYTES = "the app".getBytes(StandardCharsets.UTF_8);

    private final String project = "rlp-" + UUID.randomUUID().toString().substring(0, 8);
    private final String form = "/projects/" + project + "/releases/new";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    ReleasePagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.browser(Role.OPERATOR);
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void project() {
        definitions
                .save(
                        DefinitionEdit.ofNew(project, "project: " + project + "\nservices: {web: {title: Web shop}}\n"),
                        people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void emptyListShouldSayWhatToDoNext() {
        assertThat(body(operator.get().uri("/projects/" + project + "/releases").exchange(), 200))
                .contains("No release yet", "Register…");
        assertThat(body(viewer.get().uri("/projects/" + project + "/releases").exchange(), 200))
                .contains("No release yet")
                .doesNotContain("Register…");
    }

    @Test
    void uploadedReleaseShouldBeListedAndShown() {
        upload("1.0.0", BYTES)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("HX-Redirect", "/projects/" + project + "/services/web/releases/1.0.0");

        assertThat(body(
                        viewer.get()
                                .uri("/projects/" + project + "/releases?service=web&q=1.0")
                                .exchange(),
                        200))
                .contains("1.0.0", Digest.of(BYTES).abbreviated(), "team=shop");
        assertThat(body(
                        viewer.get()
                                .uri("/projects/" + project + "/services/web/releases/1.0.0")
                                .exchange(),
                        200))
                .contains(Digest.of(BYTES).value(), "abc123", "https://build.example/7", "Not seen in any environment")
                .doesNotContain("Block this release");
        assertThat(body(
                        viewer.get()
                                .uri("/projects/" + project + "/releases?q=9.9")
                                .exchange(),
                        200))
                .contains("No release like that");
    }

    @Test
    void problemsShouldBeToldUnderTheNamesOfTheInputs() {
        assertThat(body(upload("not a version", BYTES), 422))
                .contains("data-field=\"version\"", "A version must be")
                .doesNotContain("<html");
        assertThat(body(upload("1.0.0", new byte[0]), 422)).contains("data-field=\"file\"");
        upload("1.0.0", BYTES).expectStatus().isOk();
        assertThat(body(upload("1.0.0", "another".getBytes(StandardCharsets.UTF_8)), 409))
                .contains("exists with other content", "data-field=\"file\"");
        assertThat(body(operator.get().uri(form).exchange(), 200)).contains("Web shop", "multipart/form-data");
    }

    @Test
    void releaseShouldBeBlockedWithAReasonAndUnblocked() {
        upload("1.0.0", BYTES)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("HX-Redirect", "/projects/" + project + "/services/web/releases/1.0.0");
        var release = "/projects/" + project + "/services/web/releases/1.0.0";

        assertThat(body(send(release + "/block", ""), 422)).contains("A reason must be given");
        send(release + "/block", "loses orders").expectStatus().is3xxRedirection();
        assertThat(body(viewer.get().uri(release).exchange(), 200)).contains("loses orders", "cannot be deployed");
        assertThat(body(
                        viewer.get()
                                .uri("/projects/" + project + "/releases?state=blocked")
                                .exchange(),
                        200))
                .contains("1.0.0");
        send(release + "/unblock", "").expectStatus().is3xxRedirection();
        assertThat(body(operator.get().uri(release).exchange(), 200)).contains("Block this release");
    }

    @Test
    void aBrowserWithoutScriptsShouldRegisterToo() {
        var plain = operator.mutate()
                .defaultHeaders(headers -> headers.remove("X-CSRF-TOKEN"))
                .build();
        var page = body(plain.get().uri(form).exchange(), 200);
        var token = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");

        var parts = parts("1.0.0", BYTES);
        plain.post()
                .uri(form)
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange()
                .expectStatus()
                .isForbidden();
        parts.part("_csrf", token);
        plain.post()
                .uri(form)
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .valueEquals("Location", "/projects/" + project + "/services/web/releases/1.0.0");
        var refused = plain.post()
                .uri(form)
                .body(BodyInserters.fromMultipartData(
                        with(parts("1.0.0", "another".getBytes(StandardCharsets.UTF_8)), token)))
                .exchange();
        assertThat(body(refused, 409)).contains("<html", "exists with other content");
    }

    private static MultiValueMap<String, HttpEntity<?>> with(MultipartBodyBuilder parts, String token) {
        parts.part("_csrf", token);
        return parts.build();
    }

    private WebTestClient.ResponseSpec upload(String version, byte[] bytes) {
        return operator.post()
                .uri(form)
                .header("HX-Request", "true")
                .body(BodyInserters.fromMultipartData(parts(version, bytes).build()))
                .exchange();
    }

    private static MultipartBodyBuilder parts(String version, byte[] bytes) {
        var parts = new MultipartBodyBuilder();
        parts.part("service", "web");
        parts.part("version", version);
        parts.part("source", "upload");
        parts.part("kind", "file");
        parts.part("commit", "abc123");
        parts.part("buildLink", "https://build.example/7");
        parts.part("labels", "team=shop\n");
        parts.part("notes", "- first");
        parts.part("file", bytes).filename("app.jar");
        return parts;
    }

    private WebTestClient.ResponseSpec send(String uri, String reason) {
        var fields = new LinkedMultiValueMap<String, String>();
        fields.add("reason", reason);
        return operator.post().uri(uri).body(BodyInserters.fromFormData(fields)).exchange();
    }

    private static String body(WebTestClient.ResponseSpec response, int status) {
        return Objects.requireNonNull(response.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
