package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last look at a placement, judged at the moment of asking.
 *
 * @param seen what was seen when the target last answered, however long ago; null if it never did
 * @param health as it may be shown now: unknown when the target does not answer or the look is too old
 * @param age since the target last answered; zero if it never did
 * @param trouble why it is unknown; empty if it is not
 */
public record Observed(
        PlacementKey placement, @Nullable Observation seen, Health health, Duration age, String trouble) {

    private static final int PERIODS_UNTIL_STALE = 3;

    static Observed of(Look look, Instant now) {
        var seen = look.seen();
        var age = seen == null ? Duration.ZERO : notNegative(Duration.between(seen.seen(), now));
        if (look.failures() > 0) {
            return new Observed(look.placement(), seen, Health.UNKNOWN, age, look.trouble());
        }
        if (seen == null) {
            return new Observed(look.placement(), null, Health.UNKNOWN, age, "not seen yet");
        }
        var stale = notNegative(Duration.between(look.at(), now))
                        .compareTo(look.period().multipliedBy(PERIODS_UNTIL_STALE))
                > 0;
        return stale
                ? new Observed(
                        look.placement(), seen, Health.UNKNOWN, age, "not looked at for " + age.toSeconds() + " s")
                : new Observed(look.placement(), seen, seen.health(), age, "");
    }

    /** Clocks of replicas differ a little. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
