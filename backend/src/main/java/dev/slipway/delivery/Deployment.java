package dev.slipway.delivery;

import dev.slipway.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One service that one job changed in one environment, after the job ended. A job that ended before it changed anything
 * is none.
 *
 * @param job its number in the project
 * @param version null where the job had no release
 * @param outcome of this service, with what went wrong after the change; a success only if all of it is proven
 * @param began when the change began at the target: the start of the last attempt
 * @param ended when its job ended
 * @param registered when the release was registered
 * @param committed when its commit was made, if the release tells
 * @param first whether this version was proven there for the first time
 */
public record Deployment(
        long id,
        long job,
        String pipeline,
        String environment,
        String service,
        @Nullable String version,
        Kind kind,
        Outcome outcome,
        Instant began,
        Instant ended,
        @Nullable Instant registered,
        @Nullable Instant committed,
        boolean first) {

    /** What was done. */
    public enum Kind {
        DEPLOY,
        ROLLBACK,
        FORCE_UPDATE
    }

    /** Whether a release was to be brought there and it is known how that ended; cancelled ones say nothing. */
    boolean counts() {
        return kind == Kind.DEPLOY
                && (outcome == Outcome.SUCCEEDED || outcome == Outcome.FAILED || outcome == Outcome.ROLLED_BACK);
    }

    boolean proven() {
        return kind == Kind.DEPLOY && outcome == Outcome.SUCCEEDED;
    }

    /** Whether the placement was left in a proven state. */
    boolean well() {
        return outcome == Outcome.SUCCEEDED || outcome == Outcome.ROLLED_BACK;
    }

    /** From the registration of the release; null unless it was proven there for the first time. */
    public @Nullable Duration leadFromRelease() {
        return first && registered != null && !registered.isAfter(ended) ? Duration.between(registered, ended) : null;
    }

    /** From the commit, if known; null unless it was proven there for the first time. */
    public @Nullable Duration leadFromCommit() {
        return first && committed != null && !committed.isAfter(ended) ? Duration.between(committed, ended) : null;
    }
}
