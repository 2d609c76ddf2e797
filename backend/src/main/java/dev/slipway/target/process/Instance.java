package dev.slipway.target.process;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.slipway.artifact.Digest;
import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One instance of a placement over all its runs, as it is kept on disk. */
final class Instance {

    /** Where it is in its life. */
    enum Phase {
        STARTING,
        /** It has been healthy since it was started. */
        UP,
        DRAINING,
        STOPPING,
        /** Ended by itself; starts again at {@code restartAt}. */
        RESTING,
        ENDED
    }

    private static final Duration LASTED = Duration.ofMinutes(5);

    final String id;
    final String deployment;
    final StoredRevision revision;
    Phase phase = Phase.STARTING;
    /** 0 for a worker. */
    int port;

    int run = 1;
    int restarts;
    int restsInARow;
    Instant startedAt;

    @Nullable
    ProcessIdentity process;

    int goodInARow;

    /** Since it was last well; counts only once it has been. */
    int badInARow;

    @Nullable
    Instant askedAt;

    @Nullable
    Instant troubleSince;

    Health health = Health.MOVING;
    String answer = "not asked yet";
    /** The last answer of its health check in this run; empty if there was none. */
    String lastAnswer = "";

    /** How long the last health check took, in this look only. */
    @Nullable
    transient Duration took;

    @Nullable
    Integer exitCode;

    @Nullable
    Instant stopAt;

    @Nullable
    Instant termSentAt;

    @Nullable
    Instant killSentAt;

    @Nullable
    Instant restartAt;

    @JsonCreator
    Instance(String id, String deployment, StoredRevision revision, int port, Instant startedAt) {
        this.id = id;
        this.deployment = deployment;
        this.revision = revision;
        this.port = port;
        this.startedAt = startedAt;
    }

    boolean live() {
        return phase != Phase.ENDED && phase != Phase.RESTING;
    }

    /** Whether it should run: it was not asked to stop and has not ended for good. */
    boolean wanted() {
        return phase == Phase.STARTING || phase == Phase.UP || phase == Phase.RESTING;
    }

    boolean serving() {
        return phase == Phase.UP && health == Health.HEALTHY;
    }

    Digest digest() {
        return revision.artifact().digest();
    }

    ProcessSettings settings() {
        return ProcessSettings.of(revision.settings());
    }

    /** Notes an answer of its health check; says whether it has just become healthy for the first time. */
    boolean answered(boolean good, String text, int threshold, Instant now) {
        askedAt = now;
        answer = text;
        lastAnswer = text;
        goodInARow = good ? goodInARow + 1 : 0;
        badInARow = good || phase != Phase.UP ? 0 : badInARow + 1;
        if (good && (phase == Phase.UP || goodInARow >= threshold)) {
            health = Health.HEALTHY;
            troubleSince = null;
        } else if (!good && phase == Phase.UP) {
            health = Health.UNHEALTHY;
            troubleSince = troubleSince == null ? now : troubleSince;
        }
        if (phase == Phase.STARTING && goodInARow >= threshold) {
            phase = Phase.UP;
            return true;
        }
        return false;
    }

    /**
     * Whether its grace is over and it does not answer well. While nobody looks, as when a portal is replaced by another,
     * time passes and nothing is asked: whoever answers well when somebody looks again is not late.
     */
    boolean late(Instant now) {
        return phase == Phase.STARTING
                && goodInARow == 0
                && !startedAt.plus(settings().grace()).isAfter(now);
    }

    /** Whether it runs and does not do its work: it does not answer well any more, or after its grace still not. */
    boolean hangs(Instant now) {
        var health = settings().health();
        if (health == null || health.unhealthyThreshold() == 0) {
            return false;
        }
        return phase == Phase.UP && badInARow >= health.unhealthyThreshold() || late(now);
    }

    void stop(Duration drain, Instant now) {
        if (phase == Phase.RESTING) {
            phase = Phase.ENDED;
            restartAt = null;
        } else if (phase == Phase.STARTING || phase == Phase.UP) {
            phase = drain.isZero() ? Phase.STOPPING : Phase.DRAINING;
            stopAt = now.plus(drain);
        }
    }

    void ended(@Nullable Integer code) {
        exitCode = code;
        endedBecause(code == null ? "ended, exit code unknown" : "ended with exit code " + code);
    }

    void endedBecause(String why) {
        phase = Phase.ENDED;
        health = Health.UNHEALTHY;
        answer = why;
        process = null;
    }

    /** After it ended by itself: later each time, from a second up to a minute, until a run has lasted. */
    void rest(Instant now) {
        restsInARow = startedAt.plus(LASTED).isBefore(now) ? 0 : restsInARow;
        restartAt = now.plusSeconds(Math.min(60, 1L << restsInARow));
        restsInARow = Math.min(6, restsInARow + 1);
        phase = Phase.RESTING;
    }

    /** The intent of another run; the run itself starts afterwards. */
    void startAgain(int port, Instant now) {
        phase = Phase.STARTING;
        this.port = port;
        run++;
        restarts++;
        startedAt = now;
        goodInARow = 0;
        badInARow = 0;
        askedAt = null;
        troubleSince = null;
        restartAt = null;
        health = Health.MOVING;
        answer = "not asked yet";
        lastAnswer = "";
    }

    @Override
    public String toString() {
        return id;
    }
}
