package dev.slipway.approval.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Account;
import dev.slipway.identity.GroupChanges;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The story of an approval in a whole portal, through its API. */
@PortalTest
class ApprovalFlowTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestPeople people;
    private final Definitions definitions;
    private final GroupChanges groups;
    private final String project = "approved" + COUNT.incrementAndGet();
    private final String crew = "crew" + COUNT.incrementAndGet();
    private final Account olga;
    private final Account ada;
    private final Account bob;

    @Autowired
    ApprovalFlowTest(TestPeople people, Definitions definitions, GroupChanges groups) {
        this.people = people;
        this.definitions = definitions;
        this.groups = groups;
        olga = people.person(Role.OPERATOR);
        ada = people.person(Role.APPROVER);
        bob = people.person(Role.APPROVER);
    }

    @BeforeEach
    void project() {
        var admin = people.actor(Role.ADMINISTRATOR);
        groups.add(crew, "Crew", admin).block();
        List.of(olga, ada, bob)
                .forEach(member -> groups.join(crew, member.userName(), admin).block());
        definitions
                .save(DefinitionEdit.ofNew(project, definition("echo shipped")), admin)
                .block();
    }

    private String definition(String command) {
        return """
            project: %s
            environments:
              prod:
                protection:
                  approval: {required: 2, groups: [%s]}
            pipelines:
              ship:
                steps:
                  - {name: ship, kind: command, settings: {shell: true, command: "%s"}}
            """.formatted(project, crew, command);
    }

    @Test
    void whoAskedShouldNotApproveAndARejectionShouldEndTheJob() {
        var job = ask();
        var round = waiting(job);

        assertThat(decide(olga, round, "approve", "").status()).isEqualTo(403);
        assertThat(decide(ada, round, "reject", "").status())
                .as("a note is mandatory")
                .isEqualTo(422);
        assertThat(decide(ada, round, "reject", "Not on a Friday").status()).isEqualTo(200);

        var ended = ended(job);
        assertThat(ended.path("verdict").toString()).contains("Not on a Friday");
        assertThat(decide(bob, round, "approve", "").status()).as("it is over").isEqualTo(409);
    }

    @Test
    void twoApprovalsShouldLetItRunAndSayThatItWasWhatRan() {
        var job = ask();
        var round = waiting(job);
        assertThat(sha256(round.path("effect").asString()))
                .isEqualTo(round.path("hash").asString());
        assertThat(get(ada, "/api/v1/approvals?yours=true").toString())
                .contains(round.path("hash").asString());

        assertThat(decide(ada, round, "approve", "").status()).isEqualTo(200);
        assertThat(get(ada, "/api/v1/approvals?yours=true").toString()).doesNotContain("\"job\":" + job + ",");
        assertThat(decide(bob, round, "approve", "Fine").status()).isEqualTo(200);

        assertThat(ended(job).path("verdict").toString()).contains("SUCCEEDED");
        assertThat(get(bob, "/api/v1/jobs/" + job + "/approvals")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("USED");
        Await.until("it is on record", Duration.ofSeconds(30), () -> audit().contains("approval.used"));
        assertThat(audit())
                .contains("approval.ask", "approval.approve", round.path("hash").asString());
    }

    @Test
    void aCancelShouldWithdrawWhatPeopleWereAskedAtOnceAndOnRecord() {
        var job = ask();
        var round = waiting(job);
        assertThat(decide(ada, round, "approve", "").status()).isEqualTo(200);

        assertThat(post(olga, "/api/v1/jobs/" + job + "/cancel", Map.of("reason", "Wrong release"))
                        .status())
                .isLessThan(300);

        assertThat(audit())
                .as("recorded with the cancel, not when somebody looks")
                .contains("approval.withdrawn", "Wrong release");
        assertThat(decide(bob, round, "approve", "").status()).isEqualTo(409);
        ended(job);
        assertThat(audit().split("approval.withdrawn", -1)).as("once").hasSize(2);
    }

    private String audit() {
        return get(bob, "/api/v1/audit?project=" + project + "&action=approval").toString();
    }

    @Test
    void changedDefinitionShouldVoidWhatWasApproved() {
        var job = ask();
        var round = waiting(job);
        assertThat(decide(ada, round, "approve", "").status()).isEqualTo(200);

        change("echo something else");
        assertThat(decide(bob, round, "approve", "").status()).isIn(200, 409);

        assertThat(ended(job).path("verdict").toString()).contains("definition was changed");
        var after = get(bob, "/api/v1/jobs/" + job + "/approvals").get(0);
        assertThat(after.path("state").asString()).isEqualTo("VOID");
        assertThat(after.path("changes").toString()).contains("something else").contains("echo shipped");
        assertThat(page(ada, "/inbox/" + round.path("id").asLong())).contains("Void: what would happen has changed");
    }

    @Test
    void actionsShouldBeShownInTheOrderInWhichTheyRun() {
        edit(definition("echo shipped")
                .replace("steps:", "steps:\n      - {name: warn, kind: wait, settings: {for: 1s}}"));

        var page = page(ada, "/inbox/" + waiting(ask()).path("id").asLong());

        assertThat(page.indexOf("<b>warn</b>")).isPositive().isLessThan(page.indexOf("<b>ship</b>"));
    }

    @Test
    void anotherHashThanThatOfWhatWouldHappenShouldBeRefused() {
        var round = waiting(ask());

        assertThat(post(
                                ada,
                                "/api/v1/approvals/" + round.path("id").asLong() + "/decision",
                                Map.of("choice", "approve", "hash", "0".repeat(64)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void brokenGlassShouldLetTheJobPassAndBeReviewedBySomebodyElse() {
        var job = ask();
        waiting(job);
        var admin = people.person(Role.ADMINISTRATOR);
        var how = Map.of("gates", List.of("approval"), "reason", "Orders are lost, it cannot wait");

        assertThat(post(olga, "/api/v1/jobs/" + job + "/break-glass", how).status())
                .isEqualTo(403);
        assertThat(post(
                                admin,
                                "/api/v1/jobs/" + job + "/break-glass",
                                Map.of("gates", List.of("nothing"), "reason", "Because I say so"))
                        .status())
                .isEqualTo(422);
        var broken = post(admin, "/api/v1/jobs/" + job + "/break-glass", how);
        assertThat(broken.status()).isEqualTo(201);

        assertThat(ended(job).path("verdict").toString()).contains("SUCCEEDED");
        assertThat(page(ada, "/inbox")).contains("Glass broken").contains("Orders are lost");
        var close = "/api/v1/reviews/" + broken.body().path("id").asLong() + "/close";
        assertThat(post(admin, close, Map.of("note", "All well")).status()).isEqualTo(403);
        assertThat(post(ada, close, Map.of("note", "Justified")).status()).isEqualTo(200);
        assertThat(page(ada, "/reviews")).contains("Justified");
        assertThat(get(ada, "/api/v1/reviews").toString()).doesNotContain("\"job\":" + job + ",");
    }

    @Test
    void whoIsAwayShouldLetSomebodyElseDecide() {
        var cyn = people.person(Role.APPROVER);
        var job = ask();
        var round = waiting(job);
        assertThat(decide(cyn, round, "approve", "").status())
                .as("not in the group")
                .isEqualTo(403);

        assertThat(post(
                                bob,
                                "/api/v1/delegations",
                                Map.of(
                                        "to",
                                        cyn.userName(),
                                        "until",
                                        java.time.Clock.systemUTC()
                                                .instant()
                                                .plus(Duration.ofDays(2))
                                                .toString()))
                        .status())
                .isEqualTo(201);

        assertThat(page(cyn, "/inbox/" + round.path("id").asLong())).contains("in place of " + bob.name());
        assertThat(decide(cyn, round, "approve", "For Bob").status()).isEqualTo(200);
        assertThat(decide(ada, round, "approve", "").status()).isEqualTo(200);
        assertThat(ended(job).path("verdict").toString()).contains("SUCCEEDED");
    }

    private long ask() {
        var made =
                post(olga, "/api/v1/projects/" + project + "/jobs", Map.of("pipeline", "ship", "environment", "prod"));
        assertThat(made.status()).isEqualTo(201);
        return made.body().path("id").asLong();
    }

    private JsonNode waiting(long job) {
        var path = "/api/v1/jobs/" + job + "/approvals";
        Await.until(
                "people are asked",
                Duration.ofSeconds(30),
                () -> !get(ada, path).isEmpty());
        return get(ada, path).get(0);
    }

    private JsonNode ended(long job) {
        Await.until(
                "the job ends",
                Duration.ofSeconds(30),
                () -> get(olga, "/api/v1/jobs/" + job).path("state").asString().equals("ENDED"));
        return get(olga, "/api/v1/jobs/" + job);
    }

    private void change(String command) {
        edit(definition(command));
    }

    private void edit(String yaml) {
        var current = Objects.requireNonNull(definitions.current(project).block());
        definitions
                .save(new DefinitionEdit(project, yaml, current.tag(), null), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    private record Answer(int status, JsonNode body) {}

    private Answer decide(Account who, JsonNode round, String choice, String note) {
        return post(
                who,
                "/api/v1/approvals/" + round.path("id").asLong() + "/decision",
                Map.of(
                        "choice",
                        choice,
                        "note",
                        note,
                        "hash",
                        round.path("hash").asString()));
    }

    private Answer post(Account who, String path, Map<String, ?> body) {
        return answer(people.as(who)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body));
    }

    private JsonNode get(Account who, String path) {
        return answer(people.as(who).get().uri(path)).body();
    }

    private String page(Account who, String path) {
        return String.valueOf(people.browser(who)
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(String.class).returnResult();
        var body = Objects.requireNonNullElse(result.getResponseBody(), "");
        return new Answer(result.getStatus().value(), JsonMapper.shared().readTree(body.isBlank() ? "null" : body));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
