package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import java.time.Duration;

/**
 * How soon to look again.
 *
 * @param calm period when nothing moves
 * @param moving period during a rollout
 * @param longest period when a target does not answer
 */
record Pace(Duration calm, Duration moving, Duration longest) {

    Duration after(Observation seen) {
        return seen.moving() || seen.health() == Health.MOVING ? moving : calm;
    }

    /** Doubles from the calm period. */
    Duration afterFailures(int failures) {
        var doubled = calm.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /**
     * The period made up to a tenth longer or shorter, so that the looks at many placements spread.
     *
     * @param dice from 0 to 1
     */
    static Duration spread(Duration period, double dice) {
        return Duration.ofMillis(Math.round(period.toMillis() * (0.9 + 0.2 * dice)));
    }
}
