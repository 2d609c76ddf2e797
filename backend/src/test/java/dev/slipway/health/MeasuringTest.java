package dev.slipway.health;

import static dev.slipway.health.Sights.LEASE;
import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.engine.Work;
import dev.slipway.target.Health;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.Targets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

class MeasuringTest {

    private static final PlacementKey WORKER = new PlacementKey("demo", "dev", "worker");

    private final Stored stored = new Stored();
    private final TestedGauge gauge = new TestedGauge();
    private final Moment clock = new Moment();
    private final Gauges gauges = new Gauges(
            new StaticListableBeanFactory(Map.of("gauge", gauge)).getBeanProvider(Gauge.class),
            new Targets(List.of(new SeenTarget())),
            new MeasureSettings(Duration.ofSeconds(30), Duration.ofMinutes(5)));
    private final Measuring measuring = new Measuring(gauges, new Two(), stored.looks, stored.readings, clock);
    private final LastKnown known = new LastKnown(stored.looks, stored.readings, gauges);

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void allPlacementsThatAreDueShouldBeAskedAboutTogether() {
        gauge.tells(WEB, 3, NOON);
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);

        var outcome = measuring.run("Tested", LEASE);

        assertThat(gauge.asked).containsExactly(Set.of(WEB, WORKER));
        assertThat(queue(WORKER)).isEqualTo(12.0);
        assertThat(Duration.between(NOON, ((Work.Outcome.Again) outcome).at())).isLessThan(Duration.ofSeconds(34));
    }

    @Test
    void calmPlacementShouldNotBeAskedAboutBeforeItIsDue() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        measuring.run("Tested", LEASE);

        clock.pass(Duration.ofMinutes(2));
        measuring.run("Tested", LEASE);
        assertThat(gauge.asked).hasSize(1);

        clock.pass(Duration.ofMinutes(3));
        measuring.run("Tested", LEASE);
        assertThat(gauge.asked).hasSize(2);
    }

    @Test
    void placementThatIsUnwellShouldBeAskedAboutCloselyAndTakeThoseAlongThatAreNearlyDue() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.UNHEALTHY), 1);
        measuring.run("Tested", LEASE);

        clock.pass(Duration.ofSeconds(50));
        measuring.run("Tested", LEASE);

        assertThat(gauge.asked).hasSize(2);
    }

    @Test
    void gaugeThatDoesNotAnswerShouldBeTroubleSinceThenAndNoFigureShouldOutliveIt() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        measuring.run("Tested", LEASE);
        gauge.tellsNothing(WORKER, "cannot reach the server: connection refused", NOON);
        var lost = clock.pass(Duration.ofMinutes(5));
        measuring.run("Tested", LEASE);
        clock.pass(Duration.ofMinutes(5));
        measuring.run("Tested", LEASE);

        var observed = known.of(WORKER, clock.instant()).blockOptional().orElseThrow();
        assertThat(observed.load().queueDepth()).isNull();
        assertThat(observed.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.trouble()).contains("connection refused");
            assertThat(reading.since()).isEqualTo(lost);
            assertThat(reading.failures()).isEqualTo(2);
        });
        assertThat(stored.signals.sent).contains("health demo/dev/worker");

        gauge.tells(WORKER, 7, clock.instant());
        clock.pass(Duration.ofMinutes(5));
        measuring.run("Tested", LEASE);
        assertThat(known.of(WORKER, clock.instant())
                        .blockOptional()
                        .orElseThrow()
                        .readings())
                .singleElement()
                .satisfies(reading -> {
                    assertThat(reading.trouble()).isEmpty();
                    assertThat(reading.since()).isNull();
                    assertThat(reading.load().queueDepth()).isEqualTo(7.0);
                });
    }

    @Test
    void sourceThatTellsNothingShouldBeAskedHalfAsOftenEachTimeUpToTwoMinutes() {
        var reading = told(null);
        var periods = new java.util.ArrayList<Long>();
        for (var i = 0; i < 6; i++) {
            periods.add(reading.period().toSeconds());
            reading = told(reading);
        }

        assertThat(periods).containsExactly(15L, 30L, 60L, 120L, 120L, 120L);
    }

    @Test
    void sourceThatCeasesToTellAnythingShouldBeTroubleSinceThenNotSinceItToldLess() {
        var part = new Measured(NOON, dev.slipway.target.Load.ofQueue(1), "cpu: the query has no result");
        var partly = Reading.of(WORKER, "Tested", null, part, NOON, Duration.ofSeconds(15));
        var later = NOON.plusSeconds(60);

        var silent = Reading.of(
                WORKER, "Tested", partly, Measured.untold(later, "nobody there"), later, Duration.ofSeconds(15));

        assertThat(partly.since()).isEqualTo(NOON);
        assertThat(silent.since()).isEqualTo(later);
    }

    private static Reading told(@Nullable Reading before) {
        return Reading.of(
                WORKER, "Tested", before, Measured.untold(NOON, "nobody there"), NOON, Duration.ofSeconds(15));
    }

    @Test
    void gaugeThatIsBrokenShouldBeTroubleOfWhatItWasAskedAbout() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        gauge.broken = new IllegalStateException("out of luck");

        measuring.run("Tested", LEASE);

        assertThat(known.of(WORKER, NOON).blockOptional().orElseThrow().readings())
                .singleElement()
                .satisfies(reading -> assertThat(reading.trouble()).contains("out of luck"));
    }

    @Test
    void somePlacementsShouldBeToldAsAllAre() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        stored.keep(look(Sights.WEB, Health.DEGRADED), 1);
        measuring.run("Tested", LEASE);

        var all = known.all(NOON).collectMap(Observed::placement).block();

        assertThat(all).containsOnlyKeys(WORKER, Sights.WEB);
        assertThat(known.of(List.of(WORKER), NOON)
                        .collectMap(Observed::placement)
                        .block())
                .containsExactly(
                        Map.entry(WORKER, known.of(WORKER, NOON).blockOptional().orElseThrow()));
        assertThat(known.of(List.of(WORKER, Sights.WEB), NOON)
                        .collectMap(Observed::placement)
                        .block())
                .isEqualTo(all);
        assertThat(known.of(List.of(), NOON).collectList().block()).isEmpty();
    }

    @Test
    void nothingShouldBeKnownOnceNobodyAsksAnyMore() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        measuring.run("Tested", LEASE);

        var later = known.of(WORKER, NOON.plus(Duration.ofMinutes(16)))
                .blockOptional()
                .orElseThrow();

        assertThat(later.load().queueDepth()).isNull();
        assertThat(later.readings().getFirst().trouble()).contains("was not asked");
    }

    @Test
    void placementThatIsNotMeasuredAnyMoreShouldBeForgotten() {
        gauge.tells(WORKER, 12, NOON);
        stored.keep(look(WORKER, Health.HEALTHY), 1);
        measuring.run("Tested", LEASE);
        gauge.measured.clear();

        measuring.run("Tested", LEASE);

        assertThat(known.of(WORKER, NOON).blockOptional().orElseThrow().readings())
                .isEmpty();
    }

    @Test
    void olderPortalShouldNotOverwriteANewerOne() {
        gauge.tells(WORKER, 12, NOON);
        measuring.run("Tested", LEASE);
        var before = stored.readings.by("Tested").blockOptional().orElseThrow();
        var older = new Reading(
                WORKER, "Tested", NOON, Duration.ofMinutes(1), 0, dev.slipway.target.Load.ofQueue(99), NOON, "", null);

        stored.readings.keep(before, List.of(older), 0).block();

        assertThat(stored.readings.by("Tested").blockOptional().orElseThrow().get(WORKER))
                .isNotNull()
                .satisfies(reading -> assertThat(reading.load().queueDepth()).isEqualTo(12.0));
    }

    private Double queue(PlacementKey key) {
        var observed = known.of(key, clock.instant()).blockOptional().orElseThrow();
        return java.util.Objects.requireNonNull(observed.load().queueDepth());
    }

    private static Look look(PlacementKey key, Health health) {
        return Look.answered(
                key, NOON, new Sighting.Seen(Sights.of(health, "1.0.0", NOON), List.of()), Duration.ofSeconds(5));
    }

    private static Placement placement(PlacementKey key) {
        return new Placement(
                key,
                new TargetKind("seen"),
                new TargetSettings(JsonNodeFactory.instance.objectNode()),
                Map.of(),
                new Environment("dev", "Development", List.of(), Environment.WhenLocked.QUEUE),
                new Service(key.service(), key.service(), Service.Type.WORKER, null, null));
    }

    /** A project with two placements. */
    private static final class Two implements Catalog {

        @Override
        public Flux<Project> projects() {
            return Flux.just(new Project("demo", "Demo", 1, List.of(), List.of()));
        }

        @Override
        public Mono<Project> project(String key) {
            return Mono.empty();
        }

        @Override
        public Mono<Placement> placement(PlacementKey key) {
            return Mono.just(MeasuringTest.placement(key));
        }

        @Override
        public Flux<Placement> placements(String project) {
            return Flux.just(WEB, WORKER).map(MeasuringTest::placement);
        }
    }

    /** Time that passes when it is told to. */
    private static final class Moment extends Clock {

        private Instant now = NOON;

        Instant pass(Duration duration) {
            now = now.plus(duration);
            return now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
