package dev.slipway.job.web;

import dev.slipway.job.GateReading;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobPlacement;
import dev.slipway.job.JobVerdict;
import dev.slipway.job.LockHolder;
import dev.slipway.job.Waiting;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. */
record JobApiAnswer(
        long id,
        String project,
        long number,
        Asked asked,
        @Schema(example = "RUNNING") String state,
        @Nullable Waiting waiting,
        @Nullable GateReading gates,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Job.@Nullable Cancel cancel,
        @Nullable Verdict verdict,
        List<JobApiStep> steps,
        @Nullable Around around) {

    /** What was asked for. */
    record Asked(
            String pipeline,
            int pipelineVersion,
            String environment,
            List<Service> services,
            boolean dryRun,
            String onFailure,
            String by,
            Instant at,
            @Nullable Long rerunOf,
            @Nullable String note) {}

    /** One service with its release. */
    record Service(String service, @Nullable String version) {}

    /** How it ended. */
    record Verdict(
            @Schema(example = "ROLLED_BACK") String outcome, String reason, Map<String, JobApiStep.Proven> services) {

        static Verdict of(JobVerdict verdict) {
            return new Verdict(
                    verdict.outcome().name(),
                    verdict.reason(),
                    verdict.services().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, e -> JobApiStep.Proven.of(e.getValue()))));
        }
    }

    /** What is known around one job; left out in lists. */
    record Around(
            Map<String, Duration> stepEstimates,
            @Nullable Duration estimate,
            List<LockHolder> blockedBy,
            int queuePosition) {}

    static JobApiAnswer of(Job job) {
        return of(job, null);
    }

    static JobApiAnswer of(JobDetail detail) {
        return of(
                detail.job(),
                new Around(detail.estimates(), detail.estimate(), detail.blockedBy(), detail.queuePosition()));
    }

    private static JobApiAnswer of(Job job, @Nullable Around around) {
        var status = job.status();
        return new JobApiAnswer(
                job.id(),
                job.project(),
                job.number(),
                asked(job),
                status.state().name(),
                status.waiting(),
                status.gates(),
                status.startedAt(),
                status.endedAt(),
                status.cancel(),
                status.verdict() == null ? null : Verdict.of(status.verdict()),
                job.steps().stream().map(JobApiStep::of).toList(),
                around);
    }

    private static Asked asked(Job job) {
        var order = job.order();
        return new Asked(
                order.pipeline().key(),
                order.pipeline().version(),
                order.environment(),
                order.placements().stream().map(JobApiAnswer::service).toList(),
                order.dryRun(),
                order.onFailure().name(),
                order.requestedBy().name(),
                order.requestedAt(),
                order.parent(),
                order.note());
    }

    private static Service service(JobPlacement placement) {
        return new Service(placement.service(), placement.version());
    }
}
