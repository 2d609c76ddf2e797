package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was seen of placements: how they were at any moment, and their figures over time. */
public interface History {

    /**
     * Figures between two instants, in steps that are as short as is kept and make at most so many points.
     *
     * @param most points, at least 1
     * @throws dev.slipway.web.InvalidInput if {@code until} is not after {@code from}
     */
    Mono<Series> samples(PlacementKey placement, Instant from, Instant until, int most);

    /** How each placement of a project was at a moment; none that was not looked at by then, or no longer defined. */
    Flux<HealthChange> at(String project, Instant moment);

    /** The placements of a project that somebody looked at around a moment: of others it is not known how they were. */
    Flux<PlacementKey> lookedAt(String project, Instant moment);

    /** Changes after {@code from}, up to and with {@code until}, oldest first. */
    Flux<HealthChange> changes(PlacementKey placement, Instant from, Instant until);

    /** Changes of all placements of a project, oldest first. */
    Flux<HealthChange> changes(String project, Instant from, Instant until);
}
