package dev.slipway.job.web;

import dev.slipway.job.Question;
import dev.slipway.job.StepRun;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.target.Fact;
import dev.slipway.target.Finding;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step run as the API shows it. */
record JobApiStep(
        @Schema(example = "deploy/web") String name,
        String kind,
        @Nullable String service,
        @Schema(example = "SUCCEEDED") String state,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String summary,

        @Schema(description = "0 to 1; left out when it cannot be told") @Nullable
        Double fraction,

        @Nullable FailureReport failure,
        @Nullable Proven verdict,
        List<Finding> findings,
        @Nullable Question question,
        StepRun.@Nullable Answer answer,
        List<String> plan,

        @Schema(description = "What the target knows of the deployment: tasks, breaker, requests, why tasks stop")
        List<Fact> facts) {

    /** A verdict with its proof. */
    record Proven(
            String outcome,
            String reason,
            @Nullable String deployment,
            @Nullable String version,
            int desired,
            List<Running> instances,
            Instant seen) {

        static Proven of(Verdict verdict) {
            var proof = verdict.proof();
            return new Proven(
                    verdict.outcome().name(),
                    verdict.reason(),
                    proof.deployment() == null ? null : proof.deployment().value(),
                    proof.version(),
                    proof.desired(),
                    proof.instances().stream().map(Running::of).toList(),
                    proof.seen());
        }
    }

    /** One running instance. */
    record Running(String instance, String digest, String health, String healthAnswer) {

        static Running of(Proof.Running running) {
            return new Running(
                    running.instance(),
                    running.digest().value(),
                    running.health().name(),
                    running.healthAnswer());
        }
    }

    static JobApiStep of(StepRun step) {
        var report = step.report();
        return new JobApiStep(
                step.name(),
                step.kind(),
                step.service(),
                step.state().name(),
                step.attempt(),
                step.startedAt(),
                step.endedAt(),
                report.summary(),
                report.fraction() < 0 ? null : report.fraction(),
                report.failure(),
                report.verdict() == null ? null : Proven.of(report.verdict()),
                report.findings(),
                report.question(),
                report.answer(),
                report.plan(),
                report.facts());
    }
}
