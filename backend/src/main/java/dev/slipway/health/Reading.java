package dev.slipway.health;

import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gauge told of a placement when it was asked last. What it does not tell now is not told: no figure outlives its
 * question.
 *
 * @param by name of the gauge
 * @param asked when it was asked
 * @param period until it is asked again
 * @param failures questions in a row that told nothing, this one included
 * @param load nothing where it told nothing
 * @param at what moment the figures are of; null while there are none
 * @param trouble why something that should be told is not; empty if all is
 * @param since from when on that has been so; null if there is no trouble
 */
public record Reading(
        PlacementKey placement,
        String by,
        Instant asked,
        Duration period,
        int failures,
        Load load,
        @Nullable Instant at,
        String trouble,
        @Nullable Instant since) {

    private static final int PERIODS_UNTIL_STALE = 3;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * What follows from an answer.
     *
     * @param before null if it was not asked yet
     * @param period until it would be asked again; twice as long each time while it tells nothing
     */
    static Reading of(
            PlacementKey placement,
            String by,
            @Nullable Reading before,
            Measured told,
            Instant asked,
            Duration period) {
        var silent = told.load().tellsNothing() && !told.trouble().isEmpty();
        var failures = silent ? (before == null ? 1 : before.failures + 1) : 0;
        var next = failures == 0 ? period : backedOff(period, failures);
        // To tell nothing at all is another trouble than to tell not everything.
        var same = before != null && silent == before.failures > 0;
        var since = before == null || before.since == null || !same ? asked : before.since;
        return new Reading(
                placement,
                by,
                asked,
                next,
                failures,
                told.load(),
                told.load().tellsNothing() ? null : told.at(),
                told.trouble(),
                told.trouble().isEmpty() ? null : since);
    }

    private static Duration backedOff(Duration period, int failures) {
        var doubled = period.multipliedBy(1L << Math.min(failures - 1, 10));
        var most = period.compareTo(LONGEST) > 0 ? period : LONGEST;
        return doubled.compareTo(most) < 0 ? doubled : most;
    }

    /** As it may be shown at a moment: when nobody asked for long, nothing is known any more. */
    Reading judged(Instant now) {
        var patience = period.multipliedBy(PERIODS_UNTIL_STALE);
        var until = asked.plus(patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience);
        return now.isAfter(until)
                ? new Reading(
                        placement, by, asked, period, failures, Load.NONE, null, by + " was not asked since", asked)
                : this;
    }

    boolean isDue(Instant now) {
        return !asked.plus(period).isAfter(now);
    }
}
