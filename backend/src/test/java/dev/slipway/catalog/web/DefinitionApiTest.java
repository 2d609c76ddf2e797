package dev.slipway.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class DefinitionApiTest {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final String project = "api-" + UUID.randomUUID().toString().substring(0, 8);
    private final String text = """
        project: %s
        title: Shop  # ours
        environments:
          dev:
            variables: {TOKEN: {secret: "env:SHOP_TOKEN"}, LOG: debug}
        services:
          web: {}
        """.formatted(project);
    private final String path = "/api/v1/projects/" + project + "/definition";
    private final WebTestClient admin;
    private final WebTestClient viewer;

    @Autowired
    DefinitionApiTest(TestPeople people) {
        admin = people.as(Role.ADMINISTRATOR);
        viewer = people.as(Role.VIEWER);
    }

    private String tag = "";

    @BeforeEach
    void create() {
        tag = Objects.requireNonNull(put(text, null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }

    @Test
    void exportShouldBeTheTextAsItWasWrittenWithItsTag() {
        admin.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, tag)
                .expectHeader()
                .contentTypeCompatibleWith(YAML)
                .expectBody(String.class)
                .isEqualTo(text);
    }

    @Test
    void exportAsJsonShouldImportWithoutChange() {
        var json = admin.get()
                .uri(path)
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        admin.put()
                .uri(path)
                .header(HttpHeaders.IF_MATCH, tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Objects.requireNonNull(json))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.change")
                .isEqualTo("unchanged");
    }

    @Test
    void dryRunShouldAnswerTheDifferenceAndChangeNothing() {
        admin.put()
                .uri(path + "?dryRun=true")
                .contentType(YAML)
                .bodyValue(text.replace("Shop", "Store"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.change")
                .isEqualTo("changed")
                .jsonPath("$.dryRun")
                .isEqualTo(true)
                .jsonPath("$.changes[0].path")
                .isEqualTo("title")
                .jsonPath("$.changes[0].before")
                .isEqualTo("Shop")
                .jsonPath("$.diff")
                .value(
                        String.class,
                        diff -> assertThat(diff).contains("-title: Shop  # ours\n+title: Store  # ours\n"));

        admin.get().uri(path).exchange().expectHeader().valueEquals(HttpHeaders.ETAG, tag);
    }

    @Test
    void exampleOfTheDocumentationShouldBeValid() throws IOException {
        var page = Files.readString(Path.of("../docs/definition.md"));
        var example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n"));

        admin.put()
                .uri("/api/v1/projects/shop/definition?dryRun=true")
                .contentType(YAML)
                .bodyValue(example)
                .exchange()
                .expectBody()
                .jsonPath("$.problems")
                .doesNotExist()
                .jsonPath("$.change")
                .isEqualTo("created");
    }

    @Test
    void writeShouldSayWhichVersionItWasMadeFrom() {
        put(text.replace("Shop", "Store"), null)
                .expectStatus()
                .isEqualTo(428)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("If-Match");
    }

    @Test
    void staleWriteShouldBeRefused() {
        put(text.replace("Shop", "Store"), tag).expectStatus().isOk();

        put(text.replace("Shop", "Market"), tag)
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        put(text.replace("Shop", "Market"), "*").expectStatus().isOk();
    }

    @Test
    void everyProblemShouldBeToldWithItsLine() {
        put("project: " + project + "\ntitel: x\nservices:\n  Web: {}\n", tag)
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.problems.length()")
                .isEqualTo(2)
                .jsonPath("$.problems[0].line")
                .isEqualTo(2)
                .jsonPath("$.problems[0].remedy")
                .isEqualTo("Did you mean 'title'?")
                .jsonPath("$.problems[1].line")
                .isEqualTo(4)
                .jsonPath("$.problems[1].column")
                .isEqualTo(3)
                .jsonPath("$.problems[1].field")
                .isEqualTo("services.Web");
    }

    @Test
    void viewerShouldReadButSeeNoReferenceAndChangeNothing() {
        viewer.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("title: Shop").doesNotContain("SHOP_TOKEN"));
        viewer.put()
                .uri(path)
                .contentType(YAML)
                .bodyValue(text)
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void versionsShouldBeListedWithWhatTheyChanged() {
        put(text.replace("Shop", "Store"), tag).expectStatus().isOk();

        admin.get()
                .uri(path + "/versions")
                .exchange()
                .expectBody()
                .jsonPath("$[0].version")
                .isEqualTo(2)
                .jsonPath("$[1].version")
                .isEqualTo(1);
        viewer.get()
                .uri(path + "/versions/2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("\"path\":\"title\"").doesNotContain("SHOP_TOKEN"));
        admin.get().uri(path + "/versions/9").exchange().expectStatus().isNotFound();
    }

    @Test
    void projectShouldBeShownAndRemovedOnlyWhenConfirmed() {
        var uri = "/api/v1/projects/" + project;
        viewer.get()
                .uri(uri)
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Shop")
                .jsonPath("$.environments[0].key")
                .isEqualTo("dev");
        admin.delete().uri(uri).exchange().expectStatus().isEqualTo(422);
        viewer.delete()
                .uri(uri + "?confirm=" + project)
                .exchange()
                .expectStatus()
                .isForbidden();
        admin.delete()
                .uri(uri + "?confirm=" + project)
                .exchange()
                .expectStatus()
                .isNoContent();
        viewer.get().uri(uri).exchange().expectStatus().isNotFound();
    }

    private WebTestClient.ResponseSpec put(String body, @Nullable String ifMatch) {
        var request = admin.put().uri(path).contentType(YAML);
        if (ifMatch != null) {
            request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        return request.bodyValue(body).exchange();
    }
}
