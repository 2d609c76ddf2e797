package dev.slipway.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * Some minutes of an hour (UTC).
 *
 * @param bits bit n, from the lowest, for minute n, as {@code health_sample_hour.minutes} tells which were looked at
 */
record MinutesOfHour(Instant hour, long bits) {

    private static final int MINUTES = 60;

    /** Those that begin after one instant, and no later than another. */
    static MinutesOfHour between(Instant hour, Instant after, Instant until) {
        var bits = IntStream.range(0, MINUTES)
                .filter(n -> {
                    var begin = hour.plus(n, ChronoUnit.MINUTES);
                    return begin.isAfter(after) && !begin.isAfter(until);
                })
                .mapToLong(n -> 1L << n)
                .reduce(0, (some, one) -> some | one);
        return new MinutesOfHour(hour, bits);
    }
}
