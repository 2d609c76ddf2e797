package dev.slipway.target;

import java.time.Instant;

/**
 * What was measured of a placement beside what its target sees.
 *
 * @param at what moment the figures are of; of several, the oldest
 * @param trouble why something that should be told is not; empty if all is
 */
public record Measured(Instant at, Load load, String trouble) {

    /** Nothing was told. */
    public static Measured untold(Instant at, String trouble) {
        return new Measured(at, Load.NONE, trouble);
    }
}
