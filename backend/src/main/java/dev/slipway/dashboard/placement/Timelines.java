package dev.slipway.dashboard.placement;

import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.HealthChange;
import dev.slipway.health.History;
import dev.slipway.health.Series;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happened at a placement, from all who know of it, in the order of time. */
@Component
public class Timelines {

    /** So long before it broke a change may have been the cause. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final Duration LOOK_BACK = Duration.ofDays(7);
    private static final int POINTS = 120;

    private final History history;
    private final JobHappenings jobs;
    private final RuleHappenings rules;

    Timelines(History history, JobHappenings jobs, RuleHappenings rules) {
        this.history = history;
        this.jobs = jobs;
        this.rules = rules;
    }

    /** Figures of a stretch of time. */
    public Mono<Series> figures(PlacementKey key, Instant from, Instant until) {
        return history.samples(key, from, until, POINTS);
    }

    /** Newest first. */
    public Mono<List<Happening>> of(PlacementKey key, Series series, Instant from, Instant until) {
        var seen = HealthHappenings.of(series.states()).stream()
                .filter(happening -> !happening.at().isBefore(from))
                .toList();
        return Flux.concat(Flux.fromIterable(seen), jobs.at(key, from, until), rules.at(key, from, until))
                .sort(Comparator.comparing(Happening::at).reversed())
                .collectList();
    }

    /** Empty if it was never seen to break in the last seven days. */
    public Mono<Breakage> lastBreakage(PlacementKey key, Instant now) {
        return history.changes(key, now.minus(LOOK_BACK), now)
                .collectList()
                .flatMap(changes -> Mono.justOrEmpty(broke(changes)))
                .flatMap(broke -> before(key, broke));
    }

    private static Optional<HealthChange> broke(List<HealthChange> changes) {
        HealthChange broke = null;
        HealthChange before = null;
        for (var change : changes) {
            if (isBroken(change) && !isBroken(before)) {
                broke = change;
            }
            before = change;
        }
        return Optional.ofNullable(broke);
    }

    private static boolean isBroken(@Nullable HealthChange change) {
        return change != null && (change.health() == Health.UNHEALTHY || change.health() == Health.DEGRADED);
    }

    private Mono<Breakage> before(PlacementKey key, HealthChange broke) {
        var from = broke.at().minus(BEFORE);
        var seen = history.changes(key, from, broke.at()).collectList().flatMapIterable(HealthHappenings::of);
        return Flux.concat(seen, jobs.around(key, from, broke.at()), rules.at(key, from, broke.at()))
                .filter(happening -> happening.sort().isChange())
                .filter(happening -> !happening.at().isAfter(broke.at()))
                .sort(Comparator.comparing(Happening::at).reversed())
                .collectList()
                .map(changes -> new Breakage(broke.at(), DashboardWords.glyph(broke.health()), broke.note(), changes));
    }
}
