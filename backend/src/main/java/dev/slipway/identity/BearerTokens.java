package dev.slipway.identity;

import reactor.core.publisher.Mono;

/** Knows bearer tokens that the portal did not make for a person. */
public interface BearerTokens {

    /** Whether a token looks like one of these; only then is it asked for. */
    boolean recognize(String token);

    /** What its bearer may do now; empty if it does not hold. */
    Mono<Access> access(String token);
}
