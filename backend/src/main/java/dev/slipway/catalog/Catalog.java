package dev.slipway.catalog;

import dev.slipway.target.PlacementKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The projects as they are defined now. Empty when there is no such thing. */
public interface Catalog {

    Flux<Project> projects();

    Mono<Project> project(String key);

    /** A placement with its variables merged, nearest value first. */
    Mono<Placement> placement(PlacementKey key);

    Flux<Placement> placements(String project);
}
