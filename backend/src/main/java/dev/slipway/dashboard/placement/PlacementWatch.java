package dev.slipway.dashboard.placement;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.health.Observations;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Watched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads all that is known of a placement, once for all who look at it. */
@Component
public class PlacementWatch {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Observations observations;
    private final PlacementJobs jobs;
    private final Timelines timelines;
    private final Clock clock;
    private final Watched<Asked, PlacementNow> watched;

    PlacementWatch(Catalog catalog, Observations observations, PlacementJobs jobs, Timelines timelines, Clock clock) {
        this.catalog = catalog;
        this.observations = observations;
        this.jobs = jobs;
        this.timelines = timelines;
        this.clock = clock;
        this.watched = Watched.of(LOOK_AGAIN, this::changes, this::now);
    }

    /** A placement, with the past of this length. */
    public record Asked(PlacementKey key, Duration past) {}

    public Flux<PlacementNow> watch(Asked asked) {
        return watched.watch(asked);
    }

    /** Empty when there is no such placement. */
    public Mono<PlacementNow> now(Asked asked) {
        var key = asked.key();
        var now = clock.instant();
        return catalog.placement(key)
                .flatMap(placement -> Mono.zip(
                                optional(observations.latest(key)),
                                optional(jobs.verified(key)),
                                optional(jobs.changing(key)),
                                past(key, now.minus(asked.past()), now),
                                optional(timelines.lastBreakage(key, now)))
                        .map(all -> new PlacementNow(
                                placement,
                                all.getT1().orElse(null),
                                all.getT2().orElse(null),
                                all.getT3().orElse(null),
                                all.getT4(),
                                all.getT5().orElse(null))));
    }

    public Mono<Placement> placement(PlacementKey key) {
        return catalog.placement(key);
    }

    private Mono<PlacementNow.Past> past(PlacementKey key, Instant from, Instant until) {
        return timelines
                .figures(key, from, until)
                .flatMap(figures -> timelines
                        .of(key, figures, from, until)
                        .map(happenings -> new PlacementNow.Past(from, until, figures, happenings)));
    }

    private Flux<?> changes(Asked asked) {
        return Flux.merge(observations.changes().filter(asked.key()::equals), jobs.changes(asked.key()));
    }

    private static <T> Mono<Optional<T>> optional(Mono<T> one) {
        return one.map(Optional::of).defaultIfEmpty(Optional.empty());
    }
}
