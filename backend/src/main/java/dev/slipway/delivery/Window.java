package dev.slipway.delivery;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.Duration;
import java.time.Instant;

/** A stretch of time, its end not included; at most 366 days. */
public record Window(Instant from, Instant until) {

    private static final Duration LONGEST = Duration.ofDays(366);

    public Window {
        if (!from.isBefore(until)) {
            throw refused("must be before until", "Choose an earlier beginning.");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw refused("must be at most 366 days before until", "Choose a shorter time.");
        }
    }

    /** @param days 1 to 366 */
    public static Window last(int days, Instant now) {
        return new Window(now.minus(Duration.ofDays(days)), now);
    }

    /** Its length; part of a day counts as such. */
    public double days() {
        return Duration.between(from, until).toMillis() / 86_400_000.0;
    }

    boolean holds(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    private static InvalidInput refused(String rule, String remedy) {
        return new InvalidInput("That time cannot be told about", new FieldProblem("from", rule, remedy));
    }
}
