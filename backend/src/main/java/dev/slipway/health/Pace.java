package dev.slipway.health;

import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How soon to look again.
 *
 * @param calm period when nothing moves
 * @param moving period during a rollout, and while trouble is new
 * @param longest period when a target does not answer
 */
record Pace(Duration calm, Duration moving, Duration longest) {

    /** Trouble is watched as closely as a rollout for a while; what stays as it is needs no watching. */
    private static final Duration NEWS = Duration.ofMinutes(2);

    /** @param before the look before it, if there was one */
    Duration after(Sighting.Seen seen, @Nullable Kept before, Instant now) {
        var observation = seen.observation();
        if (observation.moving() || observation.health() == Health.MOVING) {
            return moving;
        }
        var recent = now.minus(NEWS);
        var sick = observation.health() == Health.UNHEALTHY || observation.health() == Health.DEGRADED;
        var sickSince = before == null || before.look().health() != observation.health() ? now : before.since();
        var drifts = seen.drift() != null && !seen.drift().isEmpty();
        var driftsSince = before == null ? null : before.driftedSince();
        return sick && (sickSince == null || sickSince.isAfter(recent))
                        || drifts && (driftsSince == null || driftsSince.isAfter(recent))
                ? moving
                : calm;
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
