package dev.slipway.pipeline;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of a pipeline.
 *
 * @param name unique in the pipeline, such as {@code migrate}
 * @param kind key of the step kind
 * @param needs names of the steps that must have ended before; empty: the one above it
 * @param when on which earlier outcomes it runs
 * @param timeout of one attempt; waiting for a person does not count
 * @param perService whether it runs once for each placement of the job, rather than once
 * @param parallel at most so many of its runs at a time when per service; 1 keeps the job's order of services
 */
public record StepDefinition(
        String name,
        String title,
        String kind,
        ObjectNode settings,
        List<String> needs,
        When when,
        @Nullable Duration timeout,
        Retry retry,
        boolean perService,
        int parallel) {

    public StepDefinition {
        needs = List.copyOf(needs);
    }

    /** Condition on the outcomes of the needed steps. */
    public enum When {
        /** All succeeded (or were skipped or ignored). */
        SUCCESS,
        /** At least one failed. */
        FAILURE,
        /** In any case. */
        ALWAYS
    }

    /**
     * What happens after a failed attempt.
     *
     * @param attempts how often at most, the first included
     * @param backOff wait before the second; doubles each time
     */
    public record Retry(int attempts, Duration backOff) {

        public static final Retry NONE = new Retry(1, Duration.ZERO);
    }
}
