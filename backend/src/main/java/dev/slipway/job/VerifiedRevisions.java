package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What this portal has proven to run, per placement. */
public interface VerifiedRevisions {

    Mono<VerifiedRevision> of(PlacementKey placement);

    /** Newest first; the first is the one {@link #of} tells. */
    Flux<VerifiedRevision> history(PlacementKey placement, int limit);

    /** The newest of each placement. */
    Flux<VerifiedRevision> ofProject(String project);

    /** The newest of each of these placements, of any projects; costs the same however much was proven before. */
    Flux<ProvenVersion> newest(Collection<PlacementKey> placements);
}
