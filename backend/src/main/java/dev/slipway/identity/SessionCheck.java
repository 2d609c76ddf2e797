package dev.slipway.identity;

import reactor.core.publisher.Mono;

/** Asks whoever vouched for a session whether they still do, and ends it if not. */
public interface SessionCheck {

    /** Completes in any case: that nobody answers ends nothing. */
    Mono<Void> check(Secret session);
}
