package dev.slipway.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Account;
import dev.slipway.identity.GroupChanges;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.notification.notifier.Receiver;
import dev.slipway.testing.Await;
import dev.slipway.testing.NightFreeze;
import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From what people do in a whole portal to what a real receiver has of it. */
@PortalTest
class NotificationStoryTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private static Path secrets;

    private final String project = "told-" + UUID.randomUUID().toString().substring(0, 8);
    private final String home = "/api/v1/projects/" + project;
    private final Receiver receiver = new Receiver();
    private final TestPeople people;
    private final Definitions definitions;
    private final GroupChanges groups;
    private final WebTestClient administrator;
    private final Account olga;
    private final Account ada;

    @Autowired
    NotificationStoryTest(TestPeople people, Definitions definitions, GroupChanges groups) {
        this.people = people;
        this.definitions = definitions;
        this.groups = groups;
        administrator = people.as(Role.ADMINISTRATOR);
        olga = people.person(Role.OPERATOR);
        ada = people.person(Role.APPROVER);
    }

    @BeforeEach
    void create() throws IOException {
        Files.writeString(
                secrets.resolve("key"), "whsec_" + Base64.getEncoder().encodeToString("0123456789".getBytes("UTF-8")));
        var admin = people.actor(Role.ADMINISTRATOR);
        groups.add(project, "Crew", admin).block();
        groups.join(project, ada.userName(), admin).block();
        definitions
                .save(DefinitionEdit.ofNew(project, """
                    project: %1$s
                    environments:
                      dev: {}
                      prod: {protection: {approval: {required: 1, groups: [%1$s]}}}
                    pipelines:
                      touch:
                        steps:
                          - {name: touch, kind: command, settings: {command: ["true"]}}
                      break:
                        steps:
                          - {name: break, kind: command, settings: {command: ["false"]}}
                    """.formatted(project)), admin)
                .block();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private long channel() {
        var made = read(administrator
                .post()
                .uri(home + "/notifications/channels")
                .bodyValue(Map.of(
                        "name",
                        "hook",
                        "kind",
                        "webhook",
                        "address",
                        receiver.url("/hook").toString(),
                        "secret",
                        "file:" + secrets.resolve("key")))
                .exchange()
                .expectStatus()
                .isCreated());
        return made.path("id").asLong();
    }

    private void route(long channel, Map<String, Object> route) {
        administrator
                .post()
                .uri(home + "/notifications/channels/" + channel + "/routes")
                .bodyValue(route)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private long start(String pipeline, String environment) {
        return read(people.as(olga)
                        .post()
                        .uri(home + "/jobs")
                        .bodyValue(Map.of("pipeline", pipeline, "environment", environment))
                        .exchange()
                        .expectStatus()
                        .isCreated())
                .path("id")
                .asLong();
    }

    private static JsonNode read(WebTestClient.ResponseSpec answer) {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(
                        answer.expectBody(String.class).returnResult().getResponseBody()));
    }

    private JsonNode get(String path) {
        return read(administrator.get().uri(path).exchange().expectStatus().isOk());
    }

    /** Each message once, whatever was sent twice; not what other tests do to the whole portal. */
    private List<JsonNode> received() {
        Set<String> ids = new LinkedHashSet<>();
        return receiver.taken().stream()
                .filter(taken -> ids.add(Objects.requireNonNull(taken.headers().get("webhook-id"))))
                .map(taken -> JsonMapper.shared().readTree(taken.body()))
                .filter(event -> event.at("/data/project").asString("").equals(project))
                .toList();
    }

    private List<String> types() {
        return received().stream().map(event -> event.path("type").asString()).toList();
    }

    private JsonNode event(String type) {
        Await.until("a message of type " + type, LONG, () -> types().contains(type));
        return received().stream()
                .filter(event -> event.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void failedJobShouldBeToldInOrder() {
        route(channel(), Map.of());
        start("break", "dev");

        var ended = event("job.ended");
        assertThat(types()).containsSubsequence("job.requested", "job.ended");
        assertThat(ended.at("/data/severity").asString()).isEqualTo("critical");
        assertThat(ended.at("/data/environment").asString()).isEqualTo("dev");
        assertThat(ended.at("/data/title").asString()).startsWith("Failed: ");
        assertThat(ended.at("/data/link").asString()).contains("/projects/" + project + "/jobs/1");
    }

    @Test
    void approvalShouldLeadStraightToTheInbox() {
        route(channel(), Map.of("environment", "prod"));
        var job = start("touch", "prod");

        var asked = event("approval.asked");
        var round = get("/api/v1/jobs/" + job + "/approvals").get(0);
        assertThat(asked.at("/data/link").asString())
                .endsWith("/inbox/" + round.path("id").asLong());

        people.as(ada)
                .post()
                .uri("/api/v1/approvals/" + round.path("id").asLong() + "/decision")
                .bodyValue(
                        Map.of("choice", "approve", "hash", round.path("hash").asString(), "note", ""))
                .exchange()
                .expectStatus()
                .isOk();
        event("job.ended");
        assertThat(types())
                .containsSubsequence("job.requested", "approval.asked", "approval.granted", "job.started", "job.ended");
    }

    @Test
    void brokenGlassShouldBeToldAsCritical() {
        route(channel(), Map.of("severity", "critical"));
        var job = start("touch", "prod");
        Await.until(
                "the job waits for approval",
                LONG,
                () -> !get("/api/v1/jobs/" + job + "/approvals").isEmpty()
                        && get("/api/v1/jobs/" + job)
                                .path("waiting")
                                .path("what")
                                .asString("")
                                .equals("GATE"));
        administrator
                .post()
                .uri("/api/v1/jobs/" + job + "/break-glass")
                .bodyValue(Map.of("gates", List.of("approval"), "reason", "Customers cannot pay at all"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();

        var broken = event("glass.broken");
        assertThat(broken.at("/data/text").asString()).contains("approval", "Customers cannot pay at all");
        assertThat(broken.at("/data/link").asString()).endsWith("/reviews");
        assertThat(types()).as("nothing less than critical").containsOnly("glass.broken");
    }

    @Test
    void anOverriddenFreezeShouldBeToldWithItsReason() {
        route(channel(), Map.of("kinds", List.of("freeze.overridden")));
        administrator
                .post()
                .uri("/api/v1/freezes")
                .bodyValue(NightFreeze.of(project, "dev"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult();
        var job = start("touch", "dev");
        Await.until(
                "the freeze holds the job",
                LONG,
                () -> get("/api/v1/jobs/" + job)
                        .path("waiting")
                        .path("what")
                        .asString("")
                        .equals("GATE"));
        administrator
                .post()
                .uri(home + "/jobs/1/freeze-override")
                .bodyValue(Map.of("reason", "Orders are lost"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult();

        var told = event("freeze.overridden");
        assertThat(told.at("/data/severity").asString()).isEqualTo("warning");
        assertThat(told.at("/data/title").asString()).startsWith("Freeze overridden by ");
        assertThat(told.at("/data/text").asString()).contains("Orders are lost");
        assertThat(told.at("/data/environment").asString()).isEqualTo("dev");
        assertThat(told.at("/data/link").asString()).contains("/projects/" + project + "/jobs/1");
    }

    @Test
    void routeShouldTakeOnlyWhatItNames() {
        var channel = channel();
        route(channel, Map.of("environment", "prod", "kinds", List.of("job.ended")));
        route(channel, Map.of("environment", "dev", "kinds", List.of("job.requested")));
        start("touch", "dev");

        event("job.requested");
        Await.until(
                "the delivery is marked",
                LONG,
                () -> get(home + "/notifications/deliveries")
                        .path(0)
                        .path("state")
                        .asString("")
                        .equals("sent"));
        assertThat(types()).containsOnly("job.requested");
    }

    @Test
    void testShouldTellWhatTheReceiverSays() {
        var channel = channel();
        var test = home + "/notifications/channels/" + channel + "/test";
        var good = read(administrator.post().uri(test).exchange().expectStatus().isOk());
        assertThat(good.path("arrived").asBoolean(false)).isTrue();
        assertThat(types()).containsExactly("test");

        receiver.says(410, "gone");
        var bad = read(administrator.post().uri(test).exchange().expectStatus().isOk());
        assertThat(bad.path("arrived").asBoolean(true)).isFalse();
        assertThat(bad.path("answer").asString()).contains("status 410");
    }

    @Test
    void failureShouldBeSeenAndRetriedByHand() {
        var channel = channel();
        route(channel, Map.of("kinds", List.of("job.ended")));
        receiver.says(400, "");
        start("touch", "dev");
        var deliveries = home + "/notifications/deliveries";
        Await.until(
                "the delivery has failed",
                LONG,
                () -> get(deliveries).path(0).path("state").asString("").equals("failed"));
        var failed = get(deliveries).get(0);
        assertThat(failed.path("answer").asString()).contains("status 400");

        receiver.says(200, "");
        administrator
                .post()
                .uri(home + "/notifications/channels/" + channel + "/deliveries/"
                        + failed.path("id").asLong() + "/retry")
                .exchange()
                .expectStatus()
                .isAccepted();
        Await.until(
                "the delivery was sent",
                LONG,
                () -> get(deliveries).path(0).path("state").asString("").equals("sent"));
        assertThat(receiver.taken())
                .extracting(taken -> taken.headers().get("webhook-id"))
                .containsOnly(failed.path("message").asString());
    }

    @Test
    void secretsShouldBeReferencesAndChangesOnRecord() {
        administrator
                .post()
                .uri(home + "/notifications/channels")
                .bodyValue(Map.of(
                        "name", "slack", "kind", "slack-webhook", "secret", "https://hooks.slack.com/services/x"))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        channel();

        var record = get("/api/v1/audit?project=" + project + "&action=channel").toString();
        assertThat(record).contains("channel.make").contains("file:").doesNotContain("whsec_");
        assertThat(get(home + "/notifications").toString()).doesNotContain("whsec_");
        people.as(ada)
                .get()
                .uri(home + "/notifications")
                .exchange()
                .expectStatus()
                .isForbidden();
    }
}
