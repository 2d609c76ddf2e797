package dev.slipway.promotion;

import dev.slipway.approval.Approval;
import dev.slipway.approval.ApprovalState;
import dev.slipway.job.Job;
import org.jspecify.annotations.Nullable;

/** What happens to a promotion: its job moves, or people take it back. */
public enum PromotionEvent {
    /** The job has not started. */
    JOB_WAITS,
    /** The job has started and not ended. */
    JOB_RUNS,
    JOB_SUCCEEDED,
    JOB_ROLLED_BACK,
    JOB_FAILED,
    /** Somebody who may approve said no before the job started. */
    JOB_REJECTED,
    /** Nobody decided before its time was over. */
    JOB_EXPIRED,
    /** It would have done something else than was approved. */
    JOB_VOID,
    /** Another gate said no for good before the job started. */
    JOB_REFUSED,
    JOB_CANCELLED,
    /** The job ended, and how could not be proven. */
    JOB_UNKNOWN,
    WITHDRAW,
    SUPERSEDE;

    /**
     * What the job is doing now.
     *
     * @param round the latest in which people decided about it; null when nobody was asked
     */
    static PromotionEvent of(Job job, @Nullable Approval round) {
        var verdict = job.status().verdict();
        if (!job.over() || verdict == null) {
            return job.status().startedAt() == null ? JOB_WAITS : JOB_RUNS;
        }
        return switch (verdict.outcome()) {
            case SUCCEEDED -> JOB_SUCCEEDED;
            case ROLLED_BACK -> JOB_ROLLED_BACK;
            case FAILED -> job.refused() ? refused(round) : JOB_FAILED;
            case CANCELLED -> JOB_CANCELLED;
            case UNKNOWN -> JOB_UNKNOWN;
        };
    }

    private static PromotionEvent refused(@Nullable Approval round) {
        var state = round == null ? ApprovalState.USED : round.state();
        return switch (state) {
            case REJECTED -> JOB_REJECTED;
            case EXPIRED -> JOB_EXPIRED;
            case VOID -> JOB_VOID;
            default -> JOB_REFUSED;
        };
    }
}
