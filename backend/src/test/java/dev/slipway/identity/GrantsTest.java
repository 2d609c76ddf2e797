package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.testing.PortalTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Roles granted in places: what they open, what stays shut, and what is not even told. */
@PortalTest
class GrantsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String own = "own-" + UUID.randomUUID().toString().substring(0, 8);
    private final String other = "other-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient administrator;

    @Autowired
    GrantsTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        administrator = people.as(Role.ADMINISTRATOR);
    }

    @BeforeEach
    void projects() {
        for (var project : List.of(own, other)) {
            var text = """
                project: %s
                environments: {dev: {}, prod: {}}
                services: {web: {}}
                pipelines:
                  ask:
                    steps:
                      - {name: ask, kind: manual, settings: {question: "Is it good?"}}
                """.formatted(project);
            definitions
                    .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                    .block();
        }
    }

    @Test
    void whoHasNothingShouldGetNothing() {
        var stranger = people.as(people.stranger());

        assertThat(status(stranger, "/api/v1/projects")).isEqualTo(403);
        assertThat(status(stranger, "/api/v1/projects/" + own)).isEqualTo(404);
        assertThat(status(stranger, "/api/v1/audit")).isEqualTo(403);
    }

    @Test
    void aRoleInAnEnvironmentShouldOpenThatEnvironmentAndShowItsProjectAlone() {
        var somebody = people.stranger();
        give(Map.of("person", somebody.userName(), "role", "operator", "project", own, "environment", "dev"));
        var client = people.as(somebody);
        var otherJob = started(administrator, other, "dev").path("id").asLong();
        var prodJob = started(administrator, own, "prod").path("id").asLong();

        assertThat(start(client, own, "dev")).isEqualTo(201);
        assertThat(start(client, own, "prod")).isEqualTo(403);
        assertThat(start(client, other, "dev")).isEqualTo(404);
        assertThat(post(client, "/api/v1/jobs/" + prodJob + "/cancel", Map.of()))
                .isEqualTo(403);
        assertThat(post(client, "/api/v1/jobs/" + otherJob + "/cancel", Map.of()))
                .isEqualTo(404);
        assertThat(status(client, "/api/v1/jobs/" + prodJob)).isEqualTo(200);
        assertThat(status(client, "/api/v1/jobs/" + otherJob)).isEqualTo(404);
        assertThat(status(client, "/projects/" + own)).isEqualTo(200);
        assertThat(status(client, "/projects/" + other)).isEqualTo(404);
        assertThat(status(client, "/projects/" + other + "/live")).isEqualTo(404);
    }

    @Test
    void nothingThatIsListedShouldBeOfAnotherProject() {
        var somebody = people.stranger();
        give(Map.of("person", somebody.userName(), "role", "maintainer", "project", own));
        var client = people.as(somebody);
        started(administrator, other, "dev");
        started(administrator, own, "dev");

        for (var list : List.of(
                "/api/v1/projects",
                "/api/v1/jobs?limit=200",
                "/api/v1/audit?limit=500",
                "/api/v1/approvals",
                "/api/v1/reviews",
                "/api/v1/freezes",
                "/projects",
                "/audit",
                "/inbox",
                "/search?q=" + other + "&project=" + other)) {
            assertThat(body(client, list)).as(list).doesNotContain(other + "\"").doesNotContain("/projects/" + other);
        }
        assertThat(body(client, "/api/v1/jobs?limit=200")).contains(own);
        assertThat(body(client, "/api/v1/audit?limit=500")).contains(own);
        assertThat(body(client, "/api/v1/jobs?project=" + other)).doesNotContain(other);
        assertThat(status(client, "/api/v1/audit/verify")).isEqualTo(403);
    }

    @Test
    void aGroupShouldBringItsRolesAndTheAnswerSayWhy() {
        var somebody = people.stranger();
        var group = "g-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(post(administrator, "/api/v1/groups", Map.of("key", group))).isEqualTo(201);
        give(Map.of("group", group, "role", "operator", "project", own, "environment", "dev"));
        var client = people.as(somebody);
        var asked = "/api/v1/me/permissions?permission=DEPLOY&environment=dev&project=" + own;

        assertThat(status(client, "/api/v1/projects/" + own)).isEqualTo(404);
        var member = "/api/v1/groups/" + group + "/members/" + somebody.userName();
        administrator.put().uri(member).exchange().expectStatus().isNoContent();
        assertThat(body(client, asked))
                .contains("\"may\":true")
                .contains("You may deploy on dev of " + own + " because group " + group + " has the role operator");
        assertThat(body(client, asked.replace("=dev", "=prod"))).contains("\"may\":false");
        assertThat(body(administrator, "/api/v1/people/" + somebody.userName() + "/permissions"))
                .contains("because group " + group);

        administrator.delete().uri(member).exchange().expectStatus().isNoContent();
        assertThat(status(client, "/api/v1/projects/" + own)).isEqualTo(404);
    }

    @Test
    void whoAdministersAProjectShouldGrantInItAndNowhereElse() {
        var boss = people.stranger();
        var somebody = people.stranger();
        give(Map.of("person", boss.userName(), "role", "administrator", "project", own));
        var client = people.as(boss);

        assertThat(post(client, "/api/v1/grants", grant(somebody, "operator", own)))
                .isEqualTo(201);
        assertThat(post(client, "/api/v1/grants", grant(somebody, "operator", other)))
                .isEqualTo(404);
        assertThat(post(client, "/api/v1/grants", Map.of("person", somebody.userName(), "role", "viewer")))
                .isEqualTo(403);
        assertThat(body(client, "/api/v1/grants")).contains(own).doesNotContain("\"project\":null");
        assertThat(status(client, "/people")).isEqualTo(403);
    }

    @Test
    void pagesShouldTellWhoHasWhatAndWhy() {
        var somebody = people.stranger();
        give(Map.of("person", somebody.userName(), "role", "operator", "project", own, "environment", "dev"));
        var browser = people.browser(Role.ADMINISTRATOR);

        assertThat(body(browser, "/access")).contains(somebody.userName()).contains("dev of " + own);
        assertThat(body(
                        browser,
                        "/people/" + somebody.userName() + "/access?permission=DEPLOY&environment=dev&project=" + own))
                .contains("Yes: ")
                .contains("may deploy on dev of " + own);
        assertThat(body(people.browser(somebody), "/account/access?permission=DEPLOY&project=" + own))
                .contains("No: you may not deploy");
        assertThat(body(people.browser(somebody), "/account/tokens")).contains("Only in");
    }

    @Test
    void aRoleOfOnesOwnShouldBringItsPermissionsAndNoOthers() {
        var somebody = people.stranger();
        var role = "bot-" + UUID.randomUUID().toString().substring(0, 8);
        administrator
                .put()
                .uri("/api/v1/roles/" + role)
                .bodyValue(Map.of("title", "Bots", "permissions", List.of("RELEASE")))
                .exchange()
                .expectStatus()
                .isOk();
        give(Map.of("person", somebody.userName(), "role", role, "project", own));
        var client = people.as(somebody);

        assertThat(status(client, "/api/v1/projects/" + own)).isEqualTo(200);
        assertThat(start(client, own, "dev")).isEqualTo(403);
        assertThat(body(client, "/api/v1/me/permissions")).contains("\"permission\":\"RELEASE\"");
        administrator
                .delete()
                .uri("/api/v1/roles/" + role)
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    private void give(Map<String, String> grant) {
        assertThat(post(administrator, "/api/v1/grants", grant)).isEqualTo(201);
    }

    private static Map<String, String> grant(Account to, String role, String project) {
        return Map.of("person", to.userName(), "role", role, "project", project);
    }

    private static int start(WebTestClient client, String project, String environment) {
        return post(
                client, "/api/v1/projects/" + project + "/jobs", Map.of("pipeline", "ask", "environment", environment));
    }

    private static JsonNode started(WebTestClient client, String project, String environment) {
        var answer = client.post()
                .uri("/api/v1/projects/" + project + "/jobs")
                .bodyValue(Map.of("pipeline", "ask", "environment", environment))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(Objects.requireNonNull(answer));
    }

    private static int post(WebTestClient client, String path, Map<String, ?> body) {
        return client.post()
                .uri(path)
                .bodyValue(body)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private static int status(WebTestClient client, String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private static String body(WebTestClient client, String path) {
        return Objects.requireNonNullElse(
                client.get()
                        .uri(path)
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody(),
                "");
    }
}
