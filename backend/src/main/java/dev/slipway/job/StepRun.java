package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.target.Finding;
import dev.slipway.target.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of a job, for one of its services or for the job as a whole.
 *
 * @param name unique in the job, such as {@code deploy} or {@code deploy/web}; the source of its log lines
 * @param step name of the step in the pipeline
 * @param service the service it is for, if it runs per service
 * @param attempt 1 for the first
 * @param startedAt of this attempt
 * @param report what came of it so far
 */
public record StepRun(
        String name,
        String step,
        String title,
        String kind,
        @Nullable String service,
        ObjectNode settings,
        StepState state,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Report report) {

    /**
     * What came of a step run so far.
     *
     * @param summary one line for people
     * @param fraction how much is done, 0 to 1, or -1 when it cannot be told
     * @param until when it is looked at again, while it waits
     * @param failure what failed, also of an earlier attempt that is retried
     * @param verdict for a step that deploys
     * @param question what a person must answer, while it is asked
     * @param answer the last answer of a person
     * @param plan every action it would take; of a dry run
     */
    public record Report(
            String summary,
            double fraction,
            @Nullable Instant until,
            @Nullable FailureReport failure,
            @Nullable Verdict verdict,
            List<Finding> findings,
            @Nullable Question question,
            @Nullable Answer answer,
            List<String> plan) {

        static final Report EMPTY = new Report("", -1, null, null, null, List.of(), null, null, List.of());

        public Report {
            findings = List.copyOf(findings);
            plan = List.copyOf(plan);
        }
    }

    /** A person's answer to a question of an attempt. */
    public record Answer(int attempt, String choice, String note, String by, Instant at) {}
}
