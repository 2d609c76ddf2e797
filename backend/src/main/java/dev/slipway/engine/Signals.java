package dev.slipway.engine;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hints between replicas over LISTEN/NOTIFY. A hint may be lost: who listens also reads now and then. */
public interface Signals {

    /** Sends when the caller's transaction commits; at most 7,900 bytes of payload (PostgreSQL's limit is 8,000). */
    Mono<Void> send(String topic, String payload);

    /** Payloads sent to this topic from any replica, from subscription on; hot, drops what a slow subscriber cannot take. */
    Flux<String> on(String topic);
}
