package dev.slipway.identity.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pipelines that act by the tokens of their CI system: what a rule lets in, and all that it does not. */
@PortalTest
class WorkloadTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String project = "ci-" + UUID.randomUUID().toString().substring(0, 8);
    private final String other = "ci-other-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Object> claims =
            Map.of("repository", "octo/" + project, "ref", "refs/heads/main", "run_id", "4711");
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient administrator;
    private final CiSystem ci = new CiSystem();

    @Autowired
    WorkloadTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        administrator = people.as(Role.ADMINISTRATOR);
    }

    @BeforeEach
    void projects() {
        for (var key : List.of(project, other)) {
            var text = """
                project: %s
                environments: {dev: {}, prod: {}}
                services: {web: {}}
                pipelines:
                  ask:
                    steps:
                      - {name: ask, kind: manual, settings: {question: "Is it good?"}}
                """.formatted(key);
            definitions
                    .save(DefinitionEdit.ofNew(key, text), people.actor(Role.ADMINISTRATOR))
                    .block();
        }
    }

    @AfterEach
    void close() {
        ci.close();
    }

    @Test
    void aPipelineShouldDeployWithoutAStoredSecretAndBeOnRecord() {
        trust(project, "dev");
        var token = exchanged(ci.token(claims));

        var job = start(token, project, "dev");
        assertThat(job.path("requestedBy").toString() + job).contains("octo/" + project);
        assertThat(status(token, "/api/v1/projects/" + project)).isEqualTo(200);
        assertThat(body(administrator, "/api/v1/audit?project=" + project))
                .contains("workload.sign-in")
                .contains("octo/" + project + " refs/heads/main run 4711");
    }

    @Test
    void theTokenOfTheCiSystemShouldBeTakenAsItIs() {
        trust(project, "dev");

        assertThat(status(ci.token(claims), "/api/v1/projects/" + project)).isEqualTo(200);
        assertThat(body(bearer(ci.token(claims)), "/api/v1/me")).contains("WORKLOAD");
    }

    @Test
    void aRuleShouldReachNoFurtherThanItsPlaceAndPermissions() {
        trust(project, "dev");
        var token = exchanged(ci.token(claims));

        assertThat(starting(token, project, "prod")).isEqualTo(403);
        assertThat(starting(token, other, "dev")).isEqualTo(404);
        assertThat(status(token, "/api/v1/projects/" + other)).isEqualTo(404);
        assertThat(status(token, "/people")).isEqualTo(403);
    }

    @Test
    void whatIsNotRightShouldNotBeLetIn() {
        trust(project, "dev");
        var past = Date.from(Instant.now().minusSeconds(600));

        refused(ci.token(claims, all -> all.audience("https://elsewhere.example.org")), "audience");
        refused(ci.token(claims, all -> all.issuer("https://issuer.example.org")), "no rule trusts its issuer");
        refused(ci.token(claims, all -> all.expirationTime(past)), "expired");
        refused(ci.token(claims, all -> all.expirationTime(null)), "expired");
        refused(ci.unsigned(claims), "not a signed");
        refused(ci.bySharedSecret(claims), "not of a kind");
        refused(ci.byUnknownKey(claims), "no key");
        refused(ci.forged(claims), "signature is wrong");
        refused(ci.token(Map.of("ref", "refs/heads/main")), "claim repository");
        refused(ci.token(with("repository", "octo/another")), "claim repository");
        refused(ci.token(with("ref", "refs/heads/feature")), "claim ref");
        refused("ey.not.one", "not a signed");
        refused("", "not a signed");
    }

    @Test
    void keysShouldBeAskedForOnce() {
        trust(project, "dev");
        exchanged(ci.token(claims));
        exchanged(ci.token(claims));
        assertThat(ci.asked()).isEqualTo(1);
    }

    @Test
    void aRuleThatIsGoneShouldTakeItsTokensWithIt() {
        var rule = trust(project, "dev").path("id").asLong();
        var token = exchanged(ci.token(claims));

        administrator
                .delete()
                .uri("/api/v1/projects/" + project + "/trust-rules/" + rule)
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(status(token, "/api/v1/projects/" + project)).isEqualTo(401);
        assertThat(status(ci.token(claims), "/api/v1/projects/" + project)).isEqualTo(401);
    }

    @Test
    void aRuleShouldNameWhoseTokensItTrustsAndAnAddressThatMayBeAsked() {
        assertThat(adding(Map.of("repository", "*"), ci.issuer(), List.of("DEPLOY")))
                .contains("\"status\":422")
                .contains("claims");
        assertThat(adding(Map.of("repository", "octo/shop"), "http://169.254.169.254", List.of("DEPLOY")))
                .contains("issuer");
        assertThat(adding(Map.of("repository", "octo/shop"), ci.issuer(), List.of("ADMINISTER")))
                .contains("permissions");
    }

    private Map<String, Object> with(String claim, String value) {
        var changed = new HashMap<>(claims);
        changed.put(claim, value);
        return changed;
    }

    private JsonNode trust(String project, String environment) {
        var answer = administrator
                .post()
                .uri("/api/v1/projects/" + project + "/trust-rules")
                .bodyValue(Map.of(
                        "title",
                        "Releases",
                        "issuer",
                        ci.issuer(),
                        "audience",
                        CiSystem.AUDIENCE,
                        "claims",
                        Map.of("repository", "octo/" + project, "ref", "refs/heads/ma*"),
                        "permissions",
                        List.of("DEPLOY"),
                        "environment",
                        environment))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(Objects.requireNonNull(answer));
    }

    private String adding(Map<String, String> wanted, String issuer, List<String> permissions) {
        return text(administrator
                .post()
                .uri("/api/v1/projects/" + project + "/trust-rules")
                .bodyValue(Map.of(
                        "title", "Releases",
                        "issuer", issuer,
                        "audience", CiSystem.AUDIENCE,
                        "claims", wanted,
                        "permissions", permissions)));
    }

    private String exchanged(String token) {
        var answer = people.client()
                .post()
                .uri("/api/v1/workload/token")
                .bodyValue(Map.of("token", token))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(Objects.requireNonNull(answer)).path("token").asString();
    }

    private void refused(String token, String why) {
        assertThat(text(people.client().post().uri("/api/v1/workload/token").bodyValue(Map.of("token", token))))
                .contains("\"status\":401")
                .contains(why);
        assertThat(status(token, "/api/v1/projects/" + project)).as(why).isEqualTo(401);
    }

    private JsonNode start(String token, String project, String environment) {
        return JSON.readTree(text(bearer(token)
                .post()
                .uri("/api/v1/projects/" + project + "/jobs")
                .bodyValue(Map.of("pipeline", "ask", "environment", environment))));
    }

    private int starting(String token, String project, String environment) {
        return start(token, project, environment).path("status").asInt();
    }

    private WebTestClient bearer(String token) {
        return people.client()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + token)
                .build();
    }

    private int status(String token, String path) {
        return bearer(token)
                .get()
                .uri(path)
                .header("Accept", "application/json")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private static String body(WebTestClient client, String path) {
        return text(client.get().uri(path));
    }

    private static String text(WebTestClient.RequestHeadersSpec<?> request) {
        return Objects.requireNonNullElse(
                request.exchange().expectBody(String.class).returnResult().getResponseBody(), "");
    }
}
