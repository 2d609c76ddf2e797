package dev.slipway.job;

import java.util.EnumSet;
import java.util.Set;

/** Where a job is in its life. */
public enum JobState {
    /** Nothing has been done yet. */
    QUEUED,
    /** A worker is at it. */
    RUNNING,
    /** Sleeps in the database until a time, a lock, a gate or a person lets it go on. */
    WAITING,
    /** Somebody stopped it; steps that had started are being ended. */
    CANCELLING,
    /** Over; the verdict says how. */
    ENDED;

    boolean mayBecome(JobState next) {
        return switch (this) {
            case QUEUED, RUNNING, WAITING -> next != QUEUED;
            case CANCELLING -> next == CANCELLING || next == ENDED;
            case ENDED -> false;
        };
    }

    /** States of jobs that are not over. */
    public static Set<JobState> open() {
        return EnumSet.complementOf(EnumSet.of(ENDED));
    }
}
