package dev.slipway.notification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
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
class NotificationPagesTest {

    private final String project = "notes-" + UUID.randomUUID().toString().substring(0, 8);
    private final String page = "/projects/" + project + "/notifications";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient administrator;

    @Autowired
    NotificationPagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        administrator = people.browser(Role.ADMINISTRATOR);
    }

    @BeforeEach
    void create() {
        var text = "project: " + project + "\nenvironments: {prod: {}}\n";
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    private WebTestClient.ResponseSpec post(String path, String... form) {
        var fields = new LinkedMultiValueMap<String, String>();
        for (var i = 0; i < form.length; i += 2) {
            fields.add(form[i], form[i + 1]);
        }
        return administrator
                .post()
                .uri(path)
                .header("HX-Request", "true")
                .body(BodyInserters.fromFormData(fields))
                .exchange();
    }

    private String get(String path) {
        return text(administrator.get().uri(path).exchange().expectStatus().isOk());
    }

    private static String text(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    @Test
    void channelShouldBeMadeAndRouted() {
        post(page + "/channels", "name", "#ops", "kind", "slack", "address", "C0123456", "secret", "env:NOBODY_SETS_IT")
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals("HX-Redirect", page);
        var shown = get(page);
        assertThat(shown).contains("#ops", "env:NOBODY_SETS_IT", "Nothing is sent here yet");

        var routes = shown.replaceAll("(?s).*hx-post=\"([^\"]+/routes)\".*", "$1");
        post(routes, "environment", "prod", "severity", "critical", "kinds", "job.ended", "kinds", "glass.broken")
                .expectStatus()
                .isNoContent();
        assertThat(get(page)).contains("A job has ended, Somebody broke the glass, critical or worse");
    }

    @Test
    void testShouldShowWhyItDidNotArrive() {
        post(
                page + "/channels",
                "name",
                "#ops",
                "kind",
                "slack",
                "address",
                "C0123456",
                "secret",
                "env:NOBODY_SETS_IT");
        var test = get(page).replaceAll("(?s).*hx-post=\"([^\"]+/test)\".*", "$1");

        assertThat(text(post(test).expectStatus().isOk())).contains("It did not arrive", "secret of env (sha256:");
    }

    @Test
    void whatIsWrongShouldBeSaidByItsField() {
        var wrong =
                text(post(page + "/channels", "name", "", "kind", "webhook", "address", "ftp://x", "secret", "hunter2")
                        .expectStatus()
                        .isEqualTo(422));

        assertThat(wrong).contains("data-field=\"name\"", "data-field=\"address\"", "data-field=\"secret\"");
    }

    @Test
    void projectShouldNotReachTheChannelsOfAnother() {
        post("/notifications/channels", "name", project, "kind", "mail", "address", "ops@example.org")
                .expectStatus()
                .isNoContent();
        var portal = get("/notifications");
        var id = portal.replaceAll("(?s).*aria-labelledby=\"channel-(\\d+)\".*" + project + ".*", "$1");

        post(page + "/channels/" + id + "/test").expectStatus().isNotFound();
        post(page + "/channels/" + id + "/remove").expectStatus().isNotFound();
        assertThat(get("/notifications")).contains(project);
        people.browser(Role.OPERATOR).get().uri(page).exchange().expectStatus().isForbidden();
    }

    @Test
    void alertsShouldSayThatNothingIsWrong() {
        assertThat(get("/projects/" + project + "/alerts")).contains("Nothing is wrong", page);
    }
}
