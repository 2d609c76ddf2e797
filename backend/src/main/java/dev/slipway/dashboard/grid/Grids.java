package dev.slipway.dashboard.grid;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.job.ProvenVersion;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Watched;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads all placements at once, and for all who watch them together: their number does not change what that costs. */
@Component
public class Grids {

    /** Observations age, so that a tile may turn to unknown without anything being announced. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    /** After a reading, before the next one: a change is read at once, many that come one after the other are read together. */
    private static final Duration BREATH = Duration.ofMillis(500);

    private static final String ALL = "all";

    private final Catalog catalog;
    private final VerifiedRevisions verified;
    private final GridSources sources;
    private final Clock clock;
    private final Watched<String, GridState> watched;
    private final AtomicReference<@Nullable GridState> last = new AtomicReference<>();

    Grids(Catalog catalog, VerifiedRevisions verified, GridSources sources, Clock clock) {
        this.catalog = catalog;
        this.verified = verified;
        this.sources = sources;
        this.clock = clock;
        this.watched = Watched.of(_ -> states());
    }

    /** The state now and each that follows; a slow viewer misses those between. */
    public Flux<GridState> watch() {
        return watched.watch(ALL);
    }

    private Flux<GridState> states() {
        return Flux.merge(sources.changes(), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> now().concatWith(Mono.delay(BREATH).flatMap(_ -> Mono.empty())), 1);
    }

    public Mono<GridState> now() {
        return catalog.projects()
                .collectList()
                .zipWhen(this::placements)
                .flatMap(defined -> read(defined.getT1(), defined.getT2()))
                .map(this::remember);
    }

    private Mono<List<PlacementKey>> placements(List<Project> projects) {
        return Flux.fromIterable(projects)
                .concatMap(project -> catalog.placements(project.key()))
                .map(Placement::key)
                .collectList();
    }

    private Mono<GridState> read(List<Project> projects, List<PlacementKey> keys) {
        var proven = verified.newest(keys).collectMap(ProvenVersion::placement);
        return Mono.zip(sources.observed(), proven, sources.changing(), sources.alerts(), sources.rolledBack())
                .map(all -> new GridState(
                        clock.instant(),
                        projects,
                        keys.stream()
                                .map(key -> new TileOf(
                                                key,
                                                all.getT1().get(key),
                                                all.getT2().get(key),
                                                all.getT3().get(key),
                                                all.getT5().get(key),
                                                all.getT4().getOrDefault(key.toString(), 0))
                                        .tile(clock.instant()))
                                .collect(Collectors.toMap(Tile::key, tile -> tile))));
    }

    private GridState remember(GridState state) {
        var before = last.get();
        var kept = before == null ? state : state.after(before);
        last.set(kept);
        return kept;
    }
}
