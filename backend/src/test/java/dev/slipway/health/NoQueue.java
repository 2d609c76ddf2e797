package dev.slipway.health;

import dev.slipway.engine.WorkQueue;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Schedules nothing. */
final class NoQueue implements WorkQueue {

    @Override
    public Mono<Void> schedule(String kind, String id, Instant at) {
        return Mono.empty();
    }
}
