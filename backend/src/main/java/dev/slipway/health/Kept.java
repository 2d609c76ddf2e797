package dev.slipway.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last look at a placement with what is carried from look to look.
 *
 * @param since when its health became what it is; null where that was not noted
 * @param driftedSince when it was first seen to deviate; null while it does not
 * @param unreachableSince first of the looks in a row that were not answered; null if the last one was
 */
record Kept(
        Look look,
        @Nullable Instant since,
        @Nullable Instant driftedSince,
        @Nullable Instant unreachableSince,
        Gathered gathered) {

    static Kept first(Look look) {
        return new Kept(
                look,
                look.at(),
                look.drifted() ? look.at() : null,
                look.failures() > 0 ? look.at() : null,
                Gathered.none(Gathered.minute(look.at())).plus(look, null));
    }

    /** What follows from another look. */
    Kept then(Look another) {
        var next = another.after(look);
        var minute = Gathered.minute(next.at());
        // Clocks of replicas differ a little: a look that seems older counts with the minute under way.
        var basis = minute.isAfter(gathered.minute()) ? Gathered.none(minute) : gathered;
        return new Kept(
                next,
                next.health() == look.health() && since != null ? since : next.at(),
                !next.drifted() ? null : driftedSince == null ? next.at() : driftedSince,
                next.failures() == 0 ? null : unreachableSince == null ? next.at() : unreachableSince,
                basis.plus(next, look.seen()));
    }

    @Nullable
    Drift drift() {
        var deviations = look.drift();
        return driftedSince == null || deviations == null ? null : new Drift(driftedSince, deviations);
    }

    /** Whether the minute of this one was over when that one was taken. */
    boolean isOfEarlierMinuteThan(Kept next) {
        return next.gathered.minute().isAfter(gathered.minute()) && gathered.looks() > 0;
    }
}
