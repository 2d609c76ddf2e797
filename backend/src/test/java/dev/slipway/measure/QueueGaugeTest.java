package dev.slipway.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.artifact.Digest;
import dev.slipway.aws.AwsClients;
import dev.slipway.aws.QueueDepths;
import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import dev.slipway.health.HealthChange;
import dev.slipway.health.MeasureSettings;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import dev.slipway.target.Health;
import dev.slipway.target.Measured;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Secrets;
import dev.slipway.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import simulator.Api;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.json.JsonMapper;

class QueueGaugeTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");

    private final Simulator cloud = Simulator.start();
    private final AwsClients clients = new AwsClients(
            cloud.endpoint(),
            new SimpleMeterRegistry(),
            cloud.clock(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));
    private HttpServer worker;
    private volatile String body = "{\"waiting\": 12, \"by\": [{\"kind\": \"mail\", \"n\": \"3\"}]}";
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/queue/prod/worker", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        worker.start();
        // The first request of a JVM under load may take longer than a request may.
        Await.until(
                "the client is awake",
                Duration.ofSeconds(60),
                () -> measured(
                                gauge(OutgoingProperties.ANY, Health.HEALTHY),
                                http(address() + "/queue/prod/worker", "/waiting"))
                        .trouble()
                        .isEmpty());
    }

    @AfterEach
    void close() {
        worker.stop(0);
        clients.destroy();
        cloud.close();
    }

    @Test
    void numberShouldBeFoundWhereThePointerLeads() {
        assertThat(depth(http(address() + "/queue/{environment}/{service}", "/waiting")))
                .isEqualTo(12.0);
        assertThat(depth(http(address() + "/queue/{environment}/{service}", "/by/0/n")))
                .isEqualTo(3.0);
        body = "7";
        assertThat(depth(http(address() + "/queue/{environment}/{service}", "")))
                .isEqualTo(7.0);
    }

    @Test
    void instanceThatIsWellShouldBeAskedWhereItListens() {
        var gauge = gauge(OutgoingProperties.ANY, Health.HEALTHY);

        assertThat(measured(gauge, http("http://{address}/queue/{environment}/{service}", "/waiting"))
                        .load()
                        .queueDepth())
                .isEqualTo(12.0);
        assertThat(measured(
                                gauge(OutgoingProperties.ANY, Health.UNKNOWN),
                                http("http://{address}/queue/{environment}/{service}", "/waiting"))
                        .trouble())
                .isEqualTo("no instance that listens was seen lately");
    }

    @Test
    void whereNothingIsDeployedThereShouldBeNothingToAskAndNothingWrong() {
        var measured = measured(
                gauge(OutgoingProperties.ANY, Health.ABSENT), http("http://{address}/queue/prod/worker", "/waiting"));

        assertThat(measured.trouble()).isEmpty();
        assertThat(measured.load().tellsNothing()).isTrue();
    }

    @Test
    void answerWithoutANumberShouldBeTrouble() {
        assertThat(trouble(http(address() + "/queue/{environment}/{service}", "/elsewhere")))
                .isEqualTo("there is no number at '/elsewhere' of the queue's answer");
        assertThat(trouble(http(address() + "/queue/{environment}/{service}", "/by")))
                .contains("no number");
        body = "<html>";
        assertThat(trouble(http(address() + "/queue/{environment}/{service}", "/waiting")))
                .isEqualTo("the queue's answer is no JSON");
        status = 503;
        assertThat(trouble(http(address() + "/queue/{environment}/{service}", "/waiting")))
                .endsWith("answered 503");
    }

    @Test
    void queueThatIsNotThereShouldBeTrouble() {
        assertThat(trouble(http("http://127.0.0.1:1/queue", "/waiting"))).startsWith("the queue cannot be asked at ");
    }

    @Test
    void addressInsideShouldNotBeAskedWhereThatIsNotAllowed() {
        var guarded = gauge(new OutgoingProperties(List.of(), false), Health.HEALTHY);

        assertThat(measured(guarded, http(address() + "/queue/prod/worker", "/waiting"))
                        .trouble())
                .startsWith("the queue is not asked: ")
                .contains("SLIPWAY_OUTGOING_INSIDE");
    }

    @Test
    void messagesOfAQueueOfSqsShouldBeCounted() {
        var arn = cloud.in(PLACE).queues().queue("prod-jobs");
        cloud.in(PLACE).queues().send("prod-jobs", "one");
        cloud.in(PLACE).queues().send("prod-jobs", "two");

        assertThat(depth(sqs(arn))).isEqualTo(2.0);
        assertThat(depth(sqs("https://sqs.eu-central-1.amazonaws.com/" + PLACE.account() + "/{environment}-jobs")))
                .isEqualTo(2.0);
        assertThat(trouble(sqs(arn.replace("prod-jobs", "other")))).startsWith("SQS refuses to tell");
        cloud.faults().on(Api.SQS).denied();
        assertThat(trouble(sqs(arn))).startsWith("SQS refuses to tell");
    }

    @Test
    void sqsThatCannotBeReachedShouldBeTrouble() {
        var nowhere = Placements.of(
                "worker",
                new Metering(
                        null, Map.of(), new Metering.Queue("jobs", sqs("arn:aws:sqs:eu-central-1:123456789012:jobs"))),
                "{\"endpoint\": \"http://127.0.0.1:1\"}");

        var told = gauge(OutgoingProperties.ANY, Health.HEALTHY).measure(List.of(nowhere));

        assertThat(Objects.requireNonNull(told.get(nowhere.key())).trouble()).startsWith("SQS cannot be asked");
    }

    @Test
    void queueByPromqlShouldBeLeftToPrometheus() {
        assertThat(gauge(OutgoingProperties.ANY, Health.HEALTHY).measures(placement(new Source.Promql("depth"))))
                .isFalse();
    }

    private String address() {
        return "http://127.0.0.1:" + worker.getAddress().getPort();
    }

    private static Source http(String address, String pointer) {
        return new Source.Http(address, pointer, null);
    }

    private static Source sqs(String queue) {
        return new Source.Sqs(queue, null, null);
    }

    private @Nullable Double depth(Source source) {
        var measured = measured(gauge(OutgoingProperties.ANY, Health.HEALTHY), source);
        assertThat(measured.trouble()).isEmpty();
        return measured.load().queueDepth();
    }

    private String trouble(Source source) {
        var measured = measured(gauge(OutgoingProperties.ANY, Health.HEALTHY), source);
        assertThat(measured.load().tellsNothing()).isTrue();
        return measured.trouble();
    }

    private static Measured measured(QueueGauge gauge, Source source) {
        var placement = placement(source);
        assertThat(gauge.measures(placement)).isTrue();
        return Objects.requireNonNull(gauge.measure(List.of(placement)).get(placement.key()));
    }

    private static Placement placement(Source source) {
        return Placements.of("worker", new Metering(null, Map.of(), new Metering.Queue("jobs", source)));
    }

    private QueueGauge gauge(OutgoingProperties rules, Health health) {
        return new QueueGauge(
                new HttpQueue(new OutgoingHttp(rules), seen(health), new Secrets(List.of()), JsonMapper.shared()),
                new SqsQueue(new QueueDepths(clients)),
                new MeasureSettings(Duration.ofSeconds(15), Duration.ofMinutes(5)),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    /** One instance that is well, where the worker listens, and one that is not, where nobody does. */
    private Observations seen(Health health) {
        var instances = List.of(
                instance(Health.UNHEALTHY, "127.0.0.1:1"),
                instance(Health.HEALTHY, "127.0.0.1:" + worker.getAddress().getPort()));
        var observation = new Observation(NOON, Health.HEALTHY, 2, 2, 0, "1.0.0", null, false, instances, "");
        return new Observations() {

            @Override
            public Mono<Observed> latest(PlacementKey placement) {
                return Mono.just(new Observed(placement, observation, health, Duration.ZERO, ""));
            }

            @Override
            public Flux<Observed> ofProject(String project) {
                return Flux.empty();
            }

            @Override
            public Flux<Observed> of(Collection<PlacementKey> placements) {
                return Flux.empty();
            }

            @Override
            public Flux<Observed> all() {
                return Flux.empty();
            }

            @Override
            public Flux<HealthChange> history(PlacementKey placement, int limit) {
                return Flux.empty();
            }

            @Override
            public Flux<PlacementKey> changes() {
                return Flux.never();
            }

            @Override
            public Mono<Void> lookNow(PlacementKey placement) {
                return Mono.empty();
            }
        };
    }

    private static Observation.Instance instance(Health health, String address) {
        return new Observation.Instance(
                "i-" + address, "1.0.0", Digest.ofHex("ab".repeat(32)), health, "", NOON, 0, null, address);
    }
}
