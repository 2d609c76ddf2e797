package dev.slipway.engine;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Schedules durable work. Takes part in the caller's R2DBC transaction: the work exists if and only if the change does. */
public interface WorkQueue {

    /** Makes sure the work runs at the time or earlier; an execution that runs now is followed by another. */
    Mono<Void> schedule(String kind, String id, Instant at);
}
