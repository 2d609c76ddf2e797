package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What this portal has proven to run, per placement. */
public interface VerifiedRevisions {

    Mono<VerifiedRevision> of(PlacementKey placement);

    Flux<VerifiedRevision> ofProject(String project);
}
