package dev.slipway.freeze;

import java.time.Instant;

/** A stretch of time; its end is no longer part of it. */
public record Span(Instant from, Instant until) {

    boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
