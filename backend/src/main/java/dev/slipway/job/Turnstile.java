package dev.slipway.job;

import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

/**
 * Lets a few at a time into what the database does one at a time anyway, so that those who wait hold no connection that
 * running jobs need.
 */
final class Turnstile {

    private final InstrumentedPool<Object> turns;

    Turnstile(int atATime) {
        turns = PoolBuilder.from(Mono.fromSupplier(Object::new))
                .sizeBetween(0, atATime)
                .buildPool();
    }

    <T> Mono<T> take(Mono<T> action) {
        return turns.withPoolable(turn -> action).singleOrEmpty();
    }
}
