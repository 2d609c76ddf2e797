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
import dev.slipway.target.Load;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.Targets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

class ObserverTest {

    private final Stored stored = new Stored();
    private final Looks looks = stored.looks;
    private final SeenTarget target = new SeenTarget();
    private final TestedGauge gauge = new TestedGauge();
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void lookShouldBeKeptAndFollowedByAnother() {
        target.sees(Sights.of(Health.HEALTHY, "1.0.0", NOON));

        var outcome = observer(placement()).run("demo/dev/web", LEASE);

        assertThat(looks.latest(WEB).map(Kept::look).map(Look::health).block()).isEqualTo(Health.HEALTHY);
        assertThat(again(outcome)).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
    }

    @Test
    void rolloutShouldBeWatchedClosely() {
        target.sees(Sights.of(Health.MOVING, "1.0.0", NOON));

        var outcome = observer(placement()).run("demo/dev/web", LEASE);

        assertThat(again(outcome)).isLessThan(Duration.ofMillis(1_200));
    }

    @Test
    void targetThatDoesNotAnswerShouldBeUnknownAndKeepWhatWasSeen() {
        target.sees(Sights.of(Health.HEALTHY, "1.0.0", NOON));
        observer(placement()).run("demo/dev/web", LEASE);
        target.isUnreachable();

        observer(placement()).run("demo/dev/web", LEASE);
        var outcome = observer(placement()).run("demo/dev/web", LEASE);

        var look = looks.latest(WEB).map(Kept::look).blockOptional().orElseThrow();
        assertThat(look.health()).isEqualTo(Health.UNKNOWN);
        assertThat(look.failures()).isEqualTo(2);
        assertThat(look.version()).isEqualTo("1.0.0");
        assertThat(again(outcome)).isGreaterThanOrEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatIsMeasuredBesideTheTargetShouldBePartOfTheHistoryWhileItIsKnown() {
        target.sees(Sights.of(Health.HEALTHY, "1.0.0", NOON));
        gauge.measured.add(WEB);
        measured(Load.ofQueue(12), NOON.minusSeconds(20));
        observer(placement()).run("demo/dev/web", LEASE);
        assertThat(seenLoad().queueDepth()).isEqualTo(12.0);

        measured(Load.ofQueue(12), NOON.minus(Duration.ofHours(1)));
        observer(placement()).run("demo/dev/web", LEASE);
        assertThat(seenLoad().queueDepth()).isNull();
    }

    private void measured(Load load, Instant at) {
        var reading = new Reading(WEB, "Tested", at, Duration.ofSeconds(30), 0, load, at, "", null);
        stored.readings.keep(Map.of(), List.of(reading), 1).block();
    }

    private Load seenLoad() {
        var seen = looks.latest(WEB).blockOptional().orElseThrow().look().seen();
        return java.util.Objects.requireNonNull(seen).load();
    }

    @Test
    void placementThatIsNoMoreShouldBeForgotten() {
        target.sees(Sights.of(Health.HEALTHY, "1.0.0", NOON));
        observer(placement()).run("demo/dev/web", LEASE);

        var outcome = observer(null).run("demo/dev/web", LEASE);

        assertThat(outcome).isEqualTo(new Work.Outcome.Done());
        assertThat(looks.latest(WEB).block()).isNull();
    }

    private Observer observer(@Nullable Placement placement) {
        return new Observer(
                new OnePlacement(placement),
                new Sighting(
                        new Targets(List.of(target)),
                        new Drifting(new StaticListableBeanFactory().getBeanProvider(Expectations.class)),
                        new Measurements(gauges(), stored.readings, clock)),
                looks,
                new HealthSettings(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                clock);
    }

    private Gauges gauges() {
        return new Gauges(
                new StaticListableBeanFactory(Map.of("gauge", gauge)).getBeanProvider(Gauge.class),
                new Targets(List.of(target)),
                new MeasureSettings(Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    private static Duration again(Work.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Work.Outcome.Again.class);
        return Duration.between(NOON, ((Work.Outcome.Again) outcome).at());
    }

    private static Placement placement() {
        return new Placement(
                WEB,
                new TargetKind("seen"),
                new TargetSettings(JsonNodeFactory.instance.objectNode()),
                Map.of(),
                new Environment("dev", "Development", List.of(), Environment.WhenLocked.QUEUE),
                new Service("web", "Web", Service.Type.WEB, null, null));
    }

    private record OnePlacement(@Nullable Placement only) implements Catalog {

        @Override
        public Flux<Project> projects() {
            return Flux.empty();
        }

        @Override
        public Mono<Project> project(String key) {
            return Mono.empty();
        }

        @Override
        public Mono<Placement> placement(PlacementKey key) {
            return Mono.justOrEmpty(only);
        }

        @Override
        public Flux<Placement> placements(String project) {
            return Flux.from(Mono.justOrEmpty(only));
        }
    }
}
