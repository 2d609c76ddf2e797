package dev.slipway.target.process;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.slipway.target.CancelMode;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent;
import dev.slipway.target.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One deployment with all that happened in it, as it is kept on disk. */
final class Deployment {

    private static final int MOST_EVENTS = 5_000;

    /** What was asked for. */
    enum Kind {
        DEPLOY,
        ROLLBACK,
        FORCE
    }

    /** What it is at. */
    enum Phase {
        /** To the revision asked for. */
        ROLLING,
        /** Back to the last verified one. */
        RETURNING,
        /** Its instances are stopped, and there is nothing to return to. */
        CLEARING,
        ENDED
    }

    final String id;
    final Kind kind;
    final StoredRevision revision;
    final @Nullable StoredRevision lastVerified;
    final Instant startedAt;
    Phase phase = Phase.ROLLING;
    /** Why it does not go on to the revision asked for. */
    String reason = "";

    @Nullable
    CancelMode cancelled;

    /** Failed starts in a row. */
    int failures;
    /** Instances that were healthy once and ended by themselves; counted apart, because healthy ones reset the other. */
    int relapses;

    Duration lastFailureTook = Duration.ZERO;
    String lastFailure = "";
    List<TargetEvent> events = new ArrayList<>();

    /** Of the first instance that failed. */
    Progress.@Nullable Symptom symptom;

    @Nullable
    Verdict verdict;

    @JsonCreator
    Deployment(
            String id, Kind kind, StoredRevision revision, @Nullable StoredRevision lastVerified, Instant startedAt) {
        this.id = id;
        this.kind = kind;
        this.revision = revision;
        this.lastVerified = lastVerified;
        this.startedAt = startedAt;
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /** What should run at the end of the phase it is in; null when nothing of its own should. */
    @Nullable
    StoredRevision wanted() {
        return switch (phase) {
            case ROLLING, ENDED -> revision;
            case RETURNING -> lastVerified;
            case CLEARING -> null;
        };
    }

    /**
     * Whether the instance is what the current phase leads to. On the way out only this deployment's own instances are,
     * on the way back also those that never left.
     */
    boolean wants(Instance instance) {
        return switch (phase) {
            case ROLLING, ENDED -> instance.deployment.equals(id);
            case RETURNING -> isOf(lastVerified, instance);
            case CLEARING -> !instance.deployment.equals(id) || instance.serving() && isOf(lastVerified, instance);
        };
    }

    private static boolean isOf(@Nullable StoredRevision revision, Instance instance) {
        return revision != null && instance.revision.fingerprint().equals(revision.fingerprint());
    }

    void event(Instant at, TargetEvent.Level level, String message) {
        if (events.size() < MOST_EVENTS) {
            events.add(new TargetEvent(events.size() + 1L, at, level, message));
        }
    }

    List<TargetEvent> eventsAfter(long cursor) {
        return List.copyOf(events.subList((int) Math.clamp(cursor, 0, events.size()), events.size()));
    }

    /** Gives up the revision asked for. */
    void turnBack(String why) {
        reason = why;
        failures = 0;
        relapses = 0;
        phase = lastVerified == null ? Phase.CLEARING : Phase.RETURNING;
    }

    /** Gives up the way back too. */
    void giveUp(String why) {
        reason = reason + "; " + why;
        phase = Phase.CLEARING;
    }

    void end(Outcome outcome, String why, Proof proof, Instant now) {
        verdict = new Verdict(outcome, why, proof);
        phase = Phase.ENDED;
        var level = switch (outcome) {
            case SUCCEEDED -> TargetEvent.Level.GOOD;
            case ROLLED_BACK, CANCELLED -> TargetEvent.Level.WARN;
            case FAILED, UNKNOWN -> TargetEvent.Level.BAD;
        };
        events.add(new TargetEvent(events.size() + 1L, now, level, outcome + ": " + why));
    }
}
