package dev.slipway.job;

import dev.slipway.target.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs; null means any.
 *
 * @param q words looked for in number, pipeline, services, versions, note and requester
 * @param among keys of projects of which it must be one
 */
public record JobFilter(
        @Nullable String project,
        @Nullable String environment,
        @Nullable String service,
        @Nullable JobState state,
        @Nullable Outcome outcome,
        @Nullable String pipeline,
        @Nullable String requestedBy,
        @Nullable String q,
        @Nullable List<String> among) {

    /** Of any projects. */
    public JobFilter(
            @Nullable String project,
            @Nullable String environment,
            @Nullable String service,
            @Nullable JobState state,
            @Nullable Outcome outcome,
            @Nullable String pipeline,
            @Nullable String requestedBy,
            @Nullable String q) {
        this(project, environment, service, state, outcome, pipeline, requestedBy, q, null);
    }

    public static final JobFilter ALL = new JobFilter(null, null, null, null, null, null, null, null);

    public static JobFilter ofProject(String project) {
        return new JobFilter(project, null, null, null, null, null, null, null);
    }

    public static JobFilter ofPlacement(String project, String environment, String service) {
        return new JobFilter(project, environment, service, null, null, null, null, null);
    }
}
