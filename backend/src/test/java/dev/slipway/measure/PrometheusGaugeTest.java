package dev.slipway.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Metric;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import dev.slipway.health.MeasureSettings;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.Secrets;
import dev.slipway.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PrometheusGaugeTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private SpokenPrometheus prometheus;

    @BeforeEach
    void open() throws IOException {
        prometheus = new SpokenPrometheus();
        prometheus.answers("awake", "1");
        var awake = Placements.of("awake", new Metering(server(), Map.of(Metric.CPU, "awake"), null));
        // The first request of a JVM under load may take longer than a request may.
        Await.until(
                "the client is awake",
                Duration.ofSeconds(60),
                () -> measured(awake).trouble().isEmpty());
        prometheus.asked.clear();
        prometheus.authorizations.clear();
    }

    @AfterEach
    void close() {
        prometheus.close();
    }

    @Test
    void allFiguresShouldBeAskedInOneCallWithThePlacementsWords() {
        prometheus
                .answers("cpu{service=\"web\",env=\"prod\"}", "0.25")
                .answers("memory{job=\"shop\"}", "1.5e+08")
                .answers("rate", "12.5")
                .answers("latency", "0.042")
                .answers("errors", "0")
                .answers("depth{service=\"web\"}", "17");
        var web = Placements.of(
                "web",
                new Metering(
                        server(),
                        Map.of(
                                Metric.CPU, "cpu{service=\"{service}\",env=\"{environment}\"}",
                                Metric.MEMORY, "memory{job=\"{project}\"}",
                                Metric.REQUESTS, "rate",
                                Metric.LATENCY, "latency",
                                Metric.ERRORS, "errors"),
                        new Metering.Queue("jobs", new Source.Promql("depth{service=\"{service}\"}"))));

        assertThat(measured(web)).isEqualTo(new Measured(NOON, new Load(42.0, 0.25, 1.5e8, 12.5, 0.0, 17.0), ""));
        assertThat(prometheus.asked).hasSize(1);
    }

    @Test
    void manyPlacementsShouldShareCalls() {
        var placements = new ArrayList<Placement>();
        for (var i = 0; i < 500; i++) {
            prometheus.answers("cpu{service=\"s" + i + "\"}", "0." + i);
            placements.add(Placements.of(
                    "s" + i, new Metering(server(), Map.of(Metric.CPU, "cpu{service=\"{service}\"}"), null)));
        }

        var all = gauge(null).measure(placements);

        assertThat(all)
                .hasSize(500)
                .allSatisfy((_, one) -> assertThat(one.trouble()).isEmpty());
        assertThat(Objects.requireNonNull(all.get(placements.get(123).key()))
                        .load()
                        .cpuCores())
                .isEqualTo(0.123);
        assertThat(prometheus.asked).hasSize(5);
    }

    @Test
    void faultyQueryShouldBeSaidAndKeepNoOtherFromBeingTold() {
        prometheus.answers("fine", "1");
        var gauge = gauge(null);
        var web =
                Placements.of("web", new Metering(server(), Map.of(Metric.CPU, "fine", Metric.ERRORS, "up by"), null));

        var first = Objects.requireNonNull(gauge.measure(List.of(web)).get(web.key()));
        assertThat(first.load().cpuCores()).isEqualTo(1.0);
        assertThat(first.trouble())
                .startsWith("errors: Prometheus refuses the query")
                .contains("parse error");

        prometheus.asked.clear();
        gauge.measure(List.of(web));
        assertThat(prometheus.asked).as("asked alone from then on").containsExactlyInAnyOrder("fine", "up by");
    }

    @Test
    void queryThatAnswersNothingManyOrNoNumberShouldNotBecomeAFigure() {
        prometheus
                .answers("none")
                .answers("many", "1", "2")
                .answers("nan", "NaN")
                .answers("inf", "+Inf");
        var web = Placements.of(
                "web",
                new Metering(
                        server(),
                        Map.of(Metric.CPU, "none", Metric.MEMORY, "many", Metric.LATENCY, "nan", Metric.ERRORS, "inf"),
                        null));

        assertThat(measured(web))
                .returns(Load.NONE, Measured::load)
                .satisfies(one -> assertThat(one.trouble())
                        .isEqualTo("cpu: the query has no result; errors: the query answers +Inf; latency: the query"
                                + " answers NaN; memory: the query has 2 results: put it into sum() or max()"));
    }

    @Test
    void serverThatIsNotThereShouldBeAskedOnceAndSaidOfAll() {
        // Nobody listens at that port.
        var server = new Metering.Prometheus(URI.create("http://127.0.0.1:1"), null, null, null);
        var web = Placements.of("web", new Metering(server, Map.of(Metric.CPU, "a", Metric.MEMORY, "b"), null));
        var api = Placements.of("api", new Metering(server, Map.of(Metric.CPU, "c"), null));

        assertThat(gauge(null).measure(List.of(web, api))).hasSize(2).allSatisfy((_, one) -> {
            assertThat(one.load().tellsNothing()).isTrue();
            assertThat(one.trouble())
                    .startsWith("Prometheus cannot be reached: ")
                    .doesNotContain(";");
        });
    }

    @Test
    void serverThatRefusesOrIsOutOfOrderShouldNotBeAskedForEachQuery() {
        prometheus.breaksDown(503);
        var web = Placements.of(
                "web", new Metering(server(), Map.of(Metric.CPU, "a", Metric.MEMORY, "b", Metric.ERRORS, "c"), null));

        assertThat(measured(web).trouble()).isEqualTo("Prometheus answered 503");
        assertThat(prometheus.asked).hasSize(1);
    }

    @Test
    void credentialsShouldBeResolvedWhenTheyAreUsed() {
        prometheus.answers("up", "1");
        var token = new Metering.Prometheus(prometheus.address(), SecretReference.parse("test:token"), null, null);
        var basic =
                new Metering.Prometheus(prometheus.address(), null, "slipway", SecretReference.parse("test:password"));

        measured(Placements.of("web", new Metering(token, Map.of(Metric.CPU, "up"), null)));
        measured(Placements.of("web", new Metering(basic, Map.of(Metric.CPU, "up"), null)));

        assertThat(prometheus.authorizations).containsExactly("Bearer the token", "Basic c2xpcHdheTp0aGUgcGFzc3dvcmQ=");
    }

    @Test
    void secretThatIsNotThereShouldBeSaid() {
        var server = new Metering.Prometheus(prometheus.address(), SecretReference.parse("other:token"), null, null);

        assertThat(measured(Placements.of("web", new Metering(server, Map.of(Metric.CPU, "up"), null)))
                        .trouble())
                .startsWith("Prometheus is not asked: ");
        assertThat(prometheus.asked).isEmpty();
    }

    @Test
    void addressThatIsNotAllowedShouldNotBeAsked() {
        var guarded = gauge(null, new OutgoingProperties(List.of("prometheus.example.org"), true));
        var web = Placements.of("web", new Metering(server(), Map.of(Metric.CPU, "up"), null));

        assertThat(Objects.requireNonNull(guarded.measure(List.of(web)).get(web.key()))
                        .trouble())
                .isEqualTo("Prometheus is not asked: 127.0.0.1 is not among SLIPWAY_OUTGOING_HOSTS");
        assertThat(prometheus.asked).isEmpty();
    }

    @Test
    void projectThatNamesNoServerShouldBeAskedOfThePortals() {
        prometheus.answers("up", "3");
        var web = Placements.of("web", new Metering(null, Map.of(Metric.CPU, "up"), null));

        assertThat(Objects.requireNonNull(gauge(prometheus.address())
                                .measure(List.of(web))
                                .get(web.key()))
                        .load()
                        .cpuCores())
                .isEqualTo(3.0);
        assertThat(measured(web).trouble()).contains("SLIPWAY_PROMETHEUS_ADDRESS");
    }

    private Metering.Prometheus server() {
        return new Metering.Prometheus(prometheus.address(), null, null, null);
    }

    private static Measured measured(Placement placement) {
        return Objects.requireNonNull(gauge(null).measure(List.of(placement)).get(placement.key()));
    }

    private static PrometheusGauge gauge(@Nullable URI portals) {
        return gauge(portals, OutgoingProperties.ANY);
    }

    private static PrometheusGauge gauge(@Nullable URI portals, OutgoingProperties rules) {
        return new PrometheusGauge(
                new PrometheusServer(new OutgoingHttp(rules), new Secrets(List.of(new Known())), JsonMapper.shared()),
                new PrometheusProperties(portals == null ? "" : portals.toString(), "", "", ""),
                new MeasureSettings(Duration.ofSeconds(15), Duration.ofMinutes(5)),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    /** A store of which each secret is its name. */
    private static final class Known implements SecretStore {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String resolve(SecretReference reference) {
            return "the " + reference.path();
        }
    }
}
