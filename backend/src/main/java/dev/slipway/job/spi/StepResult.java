package dev.slipway.job.spi;

import dev.slipway.target.Finding;
import dev.slipway.target.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step came to. */
public sealed interface StepResult {

    /**
     * Done.
     *
     * @param summary one line for people
     * @param verdict for a step that deploys: the verdict with its proof; a success, or for a step that
     *     rolls back, a proven way back
     */
    record Succeeded(String summary, @Nullable Verdict verdict, List<Finding> findings) implements StepResult {

        public static Succeeded with(String summary) {
            return new Succeeded(summary, null, List.of());
        }
    }

    /**
     * Not done; call again at the time, or earlier when something wakes the job.
     *
     * @param fraction how much is done, 0 to 1, or -1 when it cannot be told
     */
    record Waiting(Instant until, String summary, double fraction) implements StepResult {}

    /**
     * A person must answer; the answer is in {@link StepContext#decision()} at the next call.
     *
     * @param lookAgain when to call again without an answer, because what is asked about goes on meanwhile; the same
     *     question then stays the same; null: not before the answer
     */
    record AwaitingDecision(
            String question,
            List<String> choices,
            @Nullable Instant expires,
            @Nullable Instant lookAgain) implements StepResult {

        public AwaitingDecision(String question, List<String> choices, @Nullable Instant expires) {
            this(question, choices, expires, null);
        }
    }

    /**
     * It did not work.
     *
     * @param report what the failure card shows
     * @param verdict for a step that deploys: how the deployment ended (rolled back, failed, unknown)
     * @param retryable false when trying again cannot help
     */
    record Failed(FailureReport report, @Nullable Verdict verdict, List<Finding> findings, boolean retryable)
            implements StepResult {

        public static Failed with(FailureReport report) {
            return new Failed(report, null, List.of(), true);
        }
    }

    /** The step was cancelled; the summary says in which condition the target was left. */
    record Cancelled(String summary, @Nullable Verdict verdict) implements StepResult {}
}
