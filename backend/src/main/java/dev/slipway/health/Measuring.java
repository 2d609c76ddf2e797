package dev.slipway.health;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks one gauge about all placements that are due, in one go: one execution for each gauge, over all replicas. */
@Component
class Measuring implements Work {

    static final String KIND = "health.measure";

    /** A placement that was defined just now waits no longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final Gauges gauges;
    private final Catalog catalog;
    private final Looks looks;
    private final Readings readings;
    private final Clock clock;

    Measuring(Gauges gauges, Catalog catalog, Looks looks, Readings readings, Clock clock) {
        this.gauges = gauges;
        this.catalog = catalog;
        this.looks = looks;
        this.readings = readings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var gauge = gauges.find(id);
        return gauge.isEmpty() ? new Outcome.Done() : new Outcome.Again(round(gauge.get(), lease));
    }

    private Instant round(Gauge gauge, Lease lease) {
        var now = clock.instant();
        var placements = placements(gauge);
        var before = Objects.requireNonNull(readings.by(gauge.name()).block());
        forget(gauge, before.keySet(), placements);
        var soon = now.plus(gauge.closePeriod().dividedBy(4));
        var due = placements.stream()
                .filter(one -> {
                    var reading = before.get(one.key());
                    // Those that are nearly due come along, so that all are asked about together before long.
                    return reading == null || reading.isDue(reading.failures() == 0 ? soon : now);
                })
                .toList();
        var known = new ArrayList<>(before.values());
        if (!due.isEmpty()) {
            var told = told(gauge, due, before);
            readings.keep(before, told, lease.fence()).block();
            known.removeIf(old -> told.stream().anyMatch(one -> one.placement().equals(old.placement())));
            known.addAll(told);
        }
        return next(known, clock.instant());
    }

    private List<Placement> placements(Gauge gauge) {
        return Objects.requireNonNull(catalog.projects()
                .map(Project::key)
                .concatMap(catalog::placements)
                .filter(gauge::measures)
                .collectList()
                .block());
    }

    private void forget(Gauge gauge, Set<PlacementKey> known, List<Placement> placements) {
        var gone = new HashSet<>(known);
        placements.forEach(placement -> gone.remove(placement.key()));
        if (!gone.isEmpty()) {
            readings.forget(gauge.name(), gone).block();
        }
    }

    private List<Reading> told(Gauge gauge, List<Placement> due, Map<PlacementKey, Reading> before) {
        var states = states();
        var answers = answers(gauge, due);
        var asked = clock.instant();
        return due.stream()
                .map(Placement::key)
                .map(key -> Reading.of(
                        key,
                        gauge.name(),
                        before.get(key),
                        answers.getOrDefault(key, new Measured(asked, Load.NONE, "")),
                        asked,
                        isRestless(states.get(key)) ? gauge.closePeriod() : gauge.period()))
                .toList();
    }

    /** What a gauge did not foresee is trouble of all that it was asked about, and of none else. */
    private Map<PlacementKey, Measured> answers(Gauge gauge, List<Placement> due) {
        try {
            return gauge.measure(due);
        } catch (RuntimeException e) {
            var failed = Measured.untold(clock.instant(), gauge.name() + " could not be asked: " + e.getMessage());
            return due.stream().collect(Collectors.toMap(Placement::key, _ -> failed));
        }
    }

    private Map<PlacementKey, Health> states() {
        return Objects.requireNonNull(looks.all()
                .map(Kept::look)
                .collectMap(Look::placement, Look::health)
                .block());
    }

    private static boolean isRestless(@Nullable Health health) {
        return health == Health.MOVING || health == Health.UNHEALTHY || health == Health.DEGRADED;
    }

    /** When the next one is due, and no later than it takes to notice a new one. */
    private static Instant next(List<Reading> known, Instant now) {
        var due = known.stream()
                .map(reading -> reading.asked().plus(reading.period()))
                .min(Instant::compareTo)
                .orElse(now.plus(LONGEST_PAUSE));
        var pause = Duration.between(now, due);
        var bounded = pause.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return now.plus(Pace.spread(bounded, ThreadLocalRandom.current().nextDouble()));
    }
}
