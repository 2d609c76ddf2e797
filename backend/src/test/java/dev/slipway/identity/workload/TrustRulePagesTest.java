package dev.slipway.identity.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators of a project do with trust rules in the browser, and what trying a run tells them. */
@PortalTest
class TrustRulePagesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String project = "trust-" + UUID.randomUUID().toString().substring(0, 8);
    private final String page = "/projects/" + project + "/trust-rules";
    private final Map<String, Object> claims =
            Map.of("repository", "octo/" + project, "ref", "refs/heads/main", "run_id", "4711");
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient browser;
    private final CiSystem ci = new CiSystem();

    @Autowired
    TrustRulePagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        browser = people.browser(Role.ADMINISTRATOR);
    }

    @BeforeEach
    void project() {
        var text = "project: %s\nenvironments: {dev: {}, prod: {}}\nservices: {web: {}}\n".formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @AfterEach
    void close() {
        ci.close();
    }

    @Test
    void withoutARuleThePageShouldOfferToBeginWithAKnownSystem() {
        assertThat(get(page)).contains("No pipeline is trusted yet").contains("?preset=github");
        assertThat(get(page + "/new?preset=github"))
                .contains("https://token.actions.githubusercontent.com")
                .contains("repository: octo/shop");
        assertThat(get(page + "/new?preset=gitlab"))
                .contains("https://gitlab.com")
                .contains("ref_protected: true");
        assertThat(get(page + "/new")).contains("name=\"claims\"");
    }

    @Test
    void aRuleShouldBeMadeChangedAndRemovedOnRecord() {
        assertThat(send(page, rule("main"))).isEqualTo(HttpStatus.SEE_OTHER.value());
        var made = only();
        assertThat(get(page))
                .contains("Releases of this project")
                .contains("refs/heads/main")
                .contains("never");

        var path = page + "/" + made.path("id").asLong();
        assertThat(get(path)).contains("ref: refs/heads/main").contains("name=\"version\" value=\"1\"");
        assertThat(send(path, rule("release/*").with("version", "1"))).isEqualTo(HttpStatus.SEE_OTHER.value());
        assertThat(only().path("claims").path("ref").asString()).isEqualTo("refs/heads/release/*");
        assertThat(send(path, rule("other").with("version", "1")))
                .as("somebody else changed it meanwhile")
                .isEqualTo(HttpStatus.CONFLICT.value());

        assertThat(send(path + "/remove", BodyInserters.fromFormData("x", "y")))
                .isEqualTo(HttpStatus.SEE_OTHER.value());
        assertThat(get("/audit?project=" + project)).contains("trust.add", "trust.change", "trust.remove");
    }

    @Test
    void whatIsNotARuleShouldNameTheField() {
        var answer = browser.post()
                .uri(page)
                .header("HX-Request", "true")
                .body(rule("main").with("permissions", "BREAK_GLASS"))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(answer)
                .contains("data-field=\"permissions\"")
                .contains("must not hold what is for people: BREAK_GLASS");
        assertThat(send(
                        page,
                        BodyInserters.fromFormData("title", "x")
                                .with("issuer", ci.issuer())
                                .with("audience", CiSystem.AUDIENCE)
                                .with("claims", "octo/shop")))
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT.value());
    }

    @Test
    void aChangedRuleShouldTakeWhatItGaveBefore() {
        send(page, rule("main"));
        var token = exchanged();
        assertThat(seen(token)).isEqualTo(200);

        send(page + "/" + only().path("id").asLong(), rule("release/*"));
        assertThat(seen(token)).isEqualTo(401);
        assertThat(seen(ci.token(claims))).isEqualTo(401);
    }

    @Test
    void tryingShouldSayWhichRuleFitsAndWhyTheOthersDoNot() {
        send(page, rule("main"));
        send(page, rule("release/*"));

        var told = tried(JSON.writeValueAsString(Map.of(
                "iss",
                ci.issuer(),
                "aud",
                CiSystem.AUDIENCE,
                "repository",
                "octo/" + project,
                "ref",
                "refs/heads/main")));
        assertThat(told)
                .contains("It would come in")
                .contains("deploy")
                .contains("Only claims were given")
                .contains("its claim ref is not refs/heads/release/*")
                .containsPattern("says\\s*<code>refs/heads/main");

        assertThat(tried("{\"iss\": \"https://gitlab.com\", \"ref\": \"refs/heads/main\"}"))
                .contains("It would stay outside")
                .contains("No rule fits all that it says")
                .contains("it is not said");
    }

    @Test
    void aProjectThatIsNotThereShouldHaveNone() {
        assertThat(get("/projects/nowhere/trust-rules")).contains("There is no project nowhere");
        assertThat(send("/projects/nowhere/trust-rules", rule("main"))).isEqualTo(HttpStatus.NOT_FOUND.value());
    }

    @Test
    void tryingATokenShouldLookAtItsSignatureAndLetNobodyIn() {
        send(page, rule("main"));
        assertThat(tried(ci.token(claims)))
                .contains("It would come in")
                .contains("signed by its issuer")
                .contains("octo/" + project + " refs/heads/main run 4711");

        var past = Date.from(Instant.now().minusSeconds(600));
        assertThat(tried(ci.token(claims, all -> all.expirationTime(past))))
                .contains("It would stay outside")
                .contains("What it says fits, but its token does not hold")
                .contains("it has expired");
        assertThat(tried(ci.forged(claims))).contains("its signature is wrong");
        assertThat(only().path("lastUsedAt").isMissingNode())
                .as("nothing came in")
                .isTrue();
    }

    @Test
    void theApiShouldTryARunToo() {
        send(page, rule("main"));
        var answer = JSON.readTree(text(people.as(Role.ADMINISTRATOR)
                .post()
                .uri("/api/v1" + page + "/preview")
                .bodyValue(Map.of("claims", Map.of("iss", ci.issuer(), "ref", "refs/heads/main")))));
        assertThat(answer.path("admitted").asBoolean(true)).isFalse();
        var rule = answer.path("rules").path(0);
        assertThat(rule.path("fits").asBoolean(true)).isFalse();
        assertThat(rule.path("checks").path(0).path("fits").asBoolean()).isTrue();
        assertThat(rule.path("hindrance").asString()).contains("audience");
    }

    private FormInserter<String> rule(String branch) {
        return BodyInserters.fromFormData("title", "Releases of this project")
                .with("issuer", ci.issuer())
                .with("audience", CiSystem.AUDIENCE)
                .with("claims", "repository: octo/" + project + "\nref: refs/heads/" + branch + "\n")
                .with("permissions", "VIEW")
                .with("permissions", "DEPLOY")
                .with("environment", "dev");
    }

    private String tried(String run) {
        return text(browser.post().uri(page + "/preview").body(BodyInserters.fromFormData("claims", run)));
    }

    private int send(String path, FormInserter<String> form) {
        return browser.post()
                .uri(path)
                .body(form)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private JsonNode only() {
        return JSON.readTree(text(people.as(Role.ADMINISTRATOR).get().uri("/api/v1" + page)))
                .path(0);
    }

    private String exchanged() {
        var answer =
                text(people.client().post().uri("/api/v1/workload/token").bodyValue(Map.of("token", ci.token(claims))));
        return JSON.readTree(answer).path("token").asString();
    }

    private int seen(String token) {
        return people.client()
                .get()
                .uri("/api/v1/projects/" + project)
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private String get(String path) {
        return text(browser.get().uri(path));
    }

    private static String text(WebTestClient.RequestHeadersSpec<?> request) {
        return Objects.requireNonNullElse(
                request.exchange().expectBody(String.class).returnResult().getResponseBody(), "");
    }
}
