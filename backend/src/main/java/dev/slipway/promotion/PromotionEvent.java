package dev.slipway.promotion;

import dev.slipway.job.Job;

/** What happens to a promotion: its job moves, or people take it back. */
public enum PromotionEvent {
    /** The job has not started. */
    JOB_WAITS,
    /** The job has started and not ended. */
    JOB_RUNS,
    JOB_SUCCEEDED,
    JOB_ROLLED_BACK,
    JOB_FAILED,
    JOB_CANCELLED,
    /** The job ended, and how could not be proven. */
    JOB_UNKNOWN,
    WITHDRAW,
    SUPERSEDE;

    /** What the job is doing now. */
    static PromotionEvent of(Job job) {
        var verdict = job.status().verdict();
        if (!job.over() || verdict == null) {
            return job.status().startedAt() == null ? JOB_WAITS : JOB_RUNS;
        }
        return switch (verdict.outcome()) {
            case SUCCEEDED -> JOB_SUCCEEDED;
            case ROLLED_BACK -> JOB_ROLLED_BACK;
            case FAILED -> JOB_FAILED;
            case CANCELLED -> JOB_CANCELLED;
            case UNKNOWN -> JOB_UNKNOWN;
        };
    }
}
