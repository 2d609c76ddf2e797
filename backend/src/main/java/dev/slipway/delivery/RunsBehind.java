package dev.slipway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The successful jobs of a pipeline, or the runs of one of its steps in them.
 *
 * @param total how many there are
 * @param runs the longest first; no more than a page can show
 */
public record RunsBehind(long total, List<Run> runs) {

    public RunsBehind {
        runs = List.copyOf(runs);
    }

    /**
     * One of them.
     *
     * @param job its number in the project
     * @param services of the job
     * @param service that the step was for; null for a whole job, and for a step that is for all of it
     * @param title of the step; null for a whole job
     * @param ended when the job ended
     */
    public record Run(
            long job,
            String environment,
            List<String> services,
            @Nullable String service,
            @Nullable String title,
            Instant ended,
            Duration took) {

        public Run {
            services = List.copyOf(services);
        }
    }
}
