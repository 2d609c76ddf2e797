package dev.slipway.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class CatalogPagesTest {

    private final String project = "pag-" + UUID.randomUUID().toString().substring(0, 8);
    private final String text = """
        project: %s
        title: Shop & Co
        variables: {LOG: info}
        environments:
          dev: {title: Development}
          prod: {promotesFrom: [dev]}
        services:
          web:
            title: Web shop
            owner: web team
            variables: {LOG: debug, TOKEN: {secret: "env:SHOP_TOKEN"}}
            placements:
              dev:
                target: process
                settings:
                  command: [java, -jar, app.jar]
          worker: {type: worker}
        """.formatted(project);
    private final Definitions definitions;
    private final TestPeople people;
    private final WebTestClient admin;
    private final WebTestClient viewer;

    @Autowired
    CatalogPagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        admin = people.browser(Role.ADMINISTRATOR);
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void create() {
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void definitionPageShouldHoldTheTextAndItsTag() {
        assertThat(page(admin, "/definition"))
                .contains("title: Shop &amp; Co", "data-editor", current().tag(), "Save");
    }

    @Test
    void viewerShouldSeeTheDefinitionWithoutReferencesAndButtons() {
        assertThat(page(viewer, "/definition"))
                .contains("title: Shop &amp; Co")
                .doesNotContain("SHOP_TOKEN", "data-editor", "name=\"action\"");
    }

    @Test
    void savedTextShouldBeInForce() {
        post(
                        "/definition",
                        "yaml",
                        text.replace("Shop", "Store").replace("\n", "\r\n"),
                        "base",
                        current().tag(),
                        "comment",
                        "renamed")
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location("/projects/" + project + "/definition?saved=2");

        assertThat(current().yaml()).isEqualTo(text.replace("Shop", "Store"));
        assertThat(page(admin, "/definition?saved=2")).contains("Version 2 is in force");
        assertThat(page(viewer, "/history")).contains("Version 2", "renamed", "Store &amp; Co");
        assertThat(page(viewer, "/history/2")).contains("title: Store", "renamed");
        assertThat(page(admin, "/definition?from=1")).contains("The text of version 1 is below", "title: Shop");
    }

    @Test
    void changesShouldBeShownBeforeTheyAreSaved() {
        var shown = body(
                post(
                        "/definition",
                        "yaml",
                        text.replace("Shop", "Store"),
                        "base",
                        current().tag(),
                        "action",
                        "preview"),
                200);

        assertThat(shown).contains("What saving would change", "class=\"add\"", "title: Store", "No problems");
        assertThat(current().version()).isEqualTo(1);
    }

    @Test
    void problemsShouldBeShownWithTheirLinesAndTheTextKept() {
        var shown = body(
                post(
                        "/definition",
                        "yaml",
                        text + "titel: x\n",
                        "base",
                        current().tag(),
                        "comment",
                        "my words"),
                422);

        assertThat(shown)
                .contains(
                        "titel: x",
                        "my words",
                        "data-line=\"18\"",
                        "Did you mean &#39;title&#39;?",
                        current().tag());
    }

    @Test
    void checkShouldAnswerOnlyTheProblems() {
        assertThat(body(post("/definition/check", "yaml", text + "titel: x\n"), 200))
                .contains("data-line=\"18\"")
                .doesNotContain("<html");
        assertThat(body(post("/definition/check", "yaml", text), 200)).contains("nothing changed");
    }

    @Test
    void staleWriteShouldShowTheOthersChangeAndKeepWhatWasTyped() {
        var base = current().tag();
        definitions
                .save(
                        new DefinitionEdit(project, text.replace("web team", "shop team"), base, null),
                        people.actor(Role.ADMINISTRATOR))
                .block();

        var shown = body(post("/definition", "yaml", text.replace("Shop", "Store"), "base", base), 412);

        assertThat(shown)
                .contains(
                        "while you were editing",
                        "shop team",
                        "title: Store",
                        current().tag());
        assertThat(current().yaml()).contains("shop team");

        post(
                        "/definition",
                        "yaml",
                        text.replace("Shop", "Store"),
                        "base",
                        current().tag())
                .expectStatus()
                .is3xxRedirection();
    }

    @Test
    void variablesShouldTellWhereTheyComeFrom() {
        assertThat(page(admin, "/variables")).contains("Web shop", "LOG", "debug", "of the project", "env:SHOP_TOKEN");
        assertThat(page(viewer, "/variables")).contains("hidden").doesNotContain("SHOP_TOKEN");
    }

    @Test
    void serviceAndEnvironmentShouldBeShown() {
        assertThat(page(viewer, "/services/web")).contains("Web shop", "web team", "Development", "not seen yet");
        assertThat(page(viewer, "/services/worker"))
                .contains("Not placed anywhere")
                .doesNotContain("Edit the definition");
        assertThat(page(viewer, "/environments/dev")).contains("Development", "Web shop", "jobs wait for the lock");
        assertThat(page(viewer, "/environments/prod")).contains("No service here");
        viewer.get()
                .uri("/projects/" + project + "/services/nope")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void projectShouldBeCreatedFromAFormThatKeepsWhatWasTyped() {
        var key = "new-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(body(send(admin, "/projects", "key", "Not A Key", "title", "Mine: \"#1\""), 422))
                .contains("Not A Key", "Mine: &quot;#1&quot;", "must be 1 to 40");
        assertThat(body(send(admin, "/projects", "key", project, "title", "x"), 409))
                .contains("already");

        send(admin, "/projects", "key", key, "title", "Mine: \"#1\"")
                .expectStatus()
                .is3xxRedirection();

        assertThat(body(viewer.get().uri("/projects").exchange(), 200)).contains("Mine: &quot;#1&quot;", key);
        send(viewer, "/projects", "key", key + "x", "title", "").expectStatus().isForbidden();
    }

    @Test
    void projectShouldBeRemovedOnlyWhenItsKeyIsTyped() {
        assertThat(body(post("/delete", "confirm", "something"), 422)).contains("It must be the key of the project");
        assertThat(page(admin, "/delete")).contains("Type " + project);

        post("/delete", "confirm", project).expectStatus().is3xxRedirection();

        viewer.get()
                .uri("/projects/" + project + "/definition")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private DefinitionVersion current() {
        return Objects.requireNonNull(definitions.current(project).block());
    }

    private String page(WebTestClient client, String path) {
        return body(client.get().uri("/projects/" + project + path).exchange(), 200);
    }

    private WebTestClient.ResponseSpec post(String path, String... fields) {
        return send(admin, "/projects/" + project + path, fields);
    }

    private static WebTestClient.ResponseSpec send(WebTestClient client, String uri, String... fields) {
        var form = new LinkedMultiValueMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return client.post().uri(uri).body(BodyInserters.fromFormData(form)).exchange();
    }

    private static String body(WebTestClient.ResponseSpec response, int status) {
        return Objects.requireNonNull(response.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
