package dev.slipway.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.engine.WorkQueue;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.notification.notifier.Receiver;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import io.r2dbc.postgresql.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From what an observer kept, over the rules and the outbox, to a real receiver; no observer looks at these services. */
@PortalTest
class AlertStoryTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private static Path secrets;

    private final String project = "alert-" + UUID.randomUUID().toString().substring(0, 8);
    private final String home = "/api/v1/projects/" + project;
    private final Receiver receiver = new Receiver();

    @Autowired
    TestPeople people;

    @Autowired
    Definitions definitions;

    @Autowired
    DatabaseClient database;

    @Autowired
    WorkQueue queue;

    @Autowired
    JsonMapper json;

    @BeforeEach
    void create() throws IOException {
        Files.writeString(
                secrets.resolve("key"), "whsec_" + Base64.getEncoder().encodeToString("0123456789".getBytes("UTF-8")));
        definitions
                .save(
                        DefinitionEdit.ofNew(project, "project: %s\nenvironments: {dev: {}}\n".formatted(project)),
                        people.actor(Role.ADMINISTRATOR))
                .block();
        var channel = read(people.as(Role.ADMINISTRATOR)
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
                        .isCreated())
                .path("id")
                .asLong();
        people.as(Role.ADMINISTRATOR)
                .post()
                .uri(home + "/notifications/channels/" + channel + "/routes")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void eachRuleShouldBeToldAndSaidToBeOver() {
        var longAgo = Instant.now().minus(Duration.ofHours(1));
        observed("sick", Health.UNHEALTHY, longAgo, 0, List.of());
        observed("blind", Health.HEALTHY, longAgo, 3, List.of());
        observed("other", Health.HEALTHY, longAgo, 0, List.of(new Deviation("digest", "1.0.0", "6.6.6")));
        observed("slow", Health.MOVING, longAgo, 0, List.of());
        observed("well", Health.HEALTHY, longAgo, 0, List.of());
        observed("news", Health.UNHEALTHY, Instant.now(), 0, List.of());

        toldOf("sick in dev is unhealthy");
        toldOf("Cannot tell how blind in dev is");
        toldOf("other in dev is not what was proven");
        toldOf("The rollout of slow in dev does not come to an end");
        assertThat(open()).hasSize(4);
        var page = Objects.requireNonNull(people.browser(Role.VIEWER)
                .get()
                .uri("/projects/" + project)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(page).contains("alert-count").contains(" alerts are open");

        observed("other", Health.HEALTHY, longAgo, 0, List.of());
        Await.until("the drift is over", LONG, () -> {
            round();
            return open().size() == 3;
        });
    }

    private void toldOf(String title) {
        Await.until("a message: " + title, LONG, () -> {
            round();
            return told().stream().anyMatch(text -> text.contains(title));
        });
    }

    /** Sooner than by itself. */
    private void round() {
        queue.schedule(AlertRound.WORK, "all", Instant.now()).block();
    }

    /** As an observer keeps it that looks once a day, so that it does not grow old. */
    private void observed(String service, Health health, Instant since, int failures, List<Deviation> drift) {
        var now = Instant.now();
        var seen = new Observation(now, health, 1, 1, 0, "1.0.0", null, health == Health.MOVING, List.of(), "");
        var statement = database.sql("""
            insert into health_observation (project, environment, service, looked_at, period_millis, failures, trouble,
                seen, since, unreachable_since, drift, drifted_since, fence)
            values (:project, 'dev', :service, :now, 86400000, :failures, :trouble, :seen, :since, :unreachable,
                :drift, :drifted, 1)
            on conflict (project, environment, service) do update set drift = excluded.drift,
                drifted_since = excluded.drifted_since\
            """)
                .bind("project", project)
                .bind("service", service)
                .bind("now", now)
                .bind("failures", failures)
                .bind("trouble", failures > 0 ? "the target cannot be asked: no route" : "")
                .bind("seen", Json.of(json.writeValueAsString(seen)))
                .bind("since", since)
                .bind("drift", Json.of(json.writeValueAsString(drift)));
        statement =
                failures > 0 ? statement.bind("unreachable", since) : statement.bindNull("unreachable", Instant.class);
        (drift.isEmpty() ? statement.bindNull("drifted", Instant.class) : statement.bind("drifted", since))
                .then()
                .block();
    }

    private List<JsonNode> open() {
        return read(people.as(Role.VIEWER)
                        .get()
                        .uri(home + "/alerts")
                        .exchange()
                        .expectStatus()
                        .isOk())
                .valueStream()
                .filter(alert -> alert.path("resolvedAt").isMissingNode()
                        || alert.path("resolvedAt").isNull())
                .toList();
    }

    private List<String> told() {
        Set<String> bodies = new LinkedHashSet<>();
        receiver.taken().forEach(taken -> bodies.add(taken.body()));
        return List.copyOf(bodies);
    }

    private static JsonNode read(WebTestClient.ResponseSpec answer) {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(
                        answer.expectBody(String.class).returnResult().getResponseBody()));
    }
}
