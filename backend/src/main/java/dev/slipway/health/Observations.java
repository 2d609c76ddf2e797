package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was last seen of placements, from whichever replica looked. */
public interface Observations {

    /** Empty until the placement was looked at for the first time. */
    Mono<Observed> latest(PlacementKey placement);

    Flux<Observed> ofProject(String project);

    /** Those of these placements that were looked at. */
    Flux<Observed> of(Collection<PlacementKey> placements);

    Flux<Observed> all();

    /** Changes of health, of what runs and of how many, newest first; {@link History} has those of a stretch of time. */
    Flux<HealthChange> history(PlacementKey placement, int limit);

    /**
     * Placements that look different than before, from subscription on; hot. An observation that grows old is no
     * change: who shows one reads it again now and then.
     */
    Flux<PlacementKey> changes();

    /** Has the placement looked at without waiting; takes part in the caller's transaction. */
    Mono<Void> lookNow(PlacementKey placement);
}
