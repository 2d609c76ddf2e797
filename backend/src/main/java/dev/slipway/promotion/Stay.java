package dev.slipway.promotion;

import dev.slipway.job.VerifiedRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a version was what an environment had proven of a service, without anything else in between.
 *
 * @param until when something else was proven in its place; null while nothing was
 * @param job number of the job that proved it first
 */
record Stay(Instant since, @Nullable Instant until, long job) {

    Duration length(Instant now) {
        return Duration.between(since, until == null ? now : until);
    }

    /** When it will have lasted so long; empty if it ended before. */
    Optional<Instant> reaches(Duration wanted) {
        var at = since.plus(wanted);
        return until == null || !at.isAfter(until) ? Optional.of(at) : Optional.empty();
    }

    /** The stays of a version, oldest first. @param history all that was proven at one placement, newest first */
    static List<Stay> of(String version, List<VerifiedRevision> history) {
        var stays = new ArrayList<Stay>();
        VerifiedRevision first = null;
        for (var proven : history.reversed()) {
            var same = proven.revision().version().equals(version);
            if (same && first == null) {
                first = proven;
            } else if (!same && first != null) {
                stays.add(new Stay(first.at(), proven.at(), first.number()));
                first = null;
            }
        }
        if (first != null) {
            stays.add(new Stay(first.at(), null, first.number()));
        }
        return stays;
    }
}
