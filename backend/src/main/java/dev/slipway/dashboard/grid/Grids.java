package dev.slipway.dashboard.grid;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Watched;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads all placements at once, and for all who watch them together: their number does not change what that costs. What is
 * told to have changed is read at once and alone; everything is read now and then, for what nobody told.
 */
@Component
public class Grids {

    /** Looks are taken without anything being announced, definitions change, and hints may be lost. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private static final String ALL = "all";

    private final Catalog catalog;
    private final GridSources sources;
    private final Clock clock;
    private final Watched<String, GridState> watched;
    private final AtomicReference<@Nullable GridState> last = new AtomicReference<>();

    Grids(Catalog catalog, GridSources sources, Clock clock) {
        this.catalog = catalog;
        this.sources = sources;
        this.clock = clock;
        this.watched = Watched.of(_ -> states());
    }

    /** The state now and each that follows; a slow viewer misses those between. */
    public Flux<GridState> watch() {
        return watched.watch(ALL);
    }

    public Mono<GridState> now() {
        return everything().map(this::state);
    }

    private Flux<GridState> states() {
        var hints = Flux.merge(
                sources.hints(), Flux.interval(Duration.ZERO, LOOK_AGAIN).map(_ -> new GridHint.Everything()));
        return new GridCourse(everything(), this::again, clock).readings(hints).map(this::state);
    }

    private Mono<GridReading> everything() {
        return Flux.defer(catalog::projects)
                .collectList()
                .zipWhen(this::placements)
                .flatMap(defined -> Mono.zip(sources.observed(), sources.work(defined.getT2()), sources.alerts())
                        .map(all -> new GridReading(
                                defined.getT1(), defined.getT2(), all.getT1(), all.getT2(), all.getT3())));
    }

    private Mono<List<PlacementKey>> placements(List<Project> projects) {
        return Flux.fromIterable(projects)
                .concatMap(project -> catalog.placements(project.key()))
                .map(Placement::key)
                .collectList();
    }

    /** What is due, the rest as it was read before. */
    private Mono<GridReading> again(GridReading before, GridDue due) {
        var reading = Mono.just(before);
        if (!due.placements().isEmpty()) {
            reading = reading.zipWith(
                    sources.observed(due.placements()), (known, seen) -> known.seen(due.placements(), seen));
        }
        if (!due.jobs().isEmpty()) {
            reading = reading.flatMap(known -> sources.placesOf(due.jobs())
                    .flatMap(places -> sources.work(places)
                            .map(work -> known.with(known.work().with(places, work)))));
        }
        return due.alerts() ? reading.zipWith(sources.alerts(), GridReading::with) : reading;
    }

    private GridState state(GridReading reading) {
        var state = reading.state(clock.instant());
        var before = last.get();
        var kept = before == null ? state : state.after(before);
        last.set(kept);
        return kept;
    }
}
