package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.Health;
import dev.slipway.target.Observation.Instance;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Progress;
import dev.slipway.target.Progress.Symptom;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what is known about a rollout that did not work, for the failure card. */
record Failure(Placed placed) {

    private static final int LINES = 40;

    FailureReport of(DeployOrder order, Verdict verdict, Progress.Ended ended) {
        var symptom = Optional.ofNullable(ended.symptom()).or(this::seen);
        // What the target advises is about its own verdict, and not about one that was doubted.
        var advice = verdict.equals(ended.verdict()) ? ended.remedy() : null;
        return new FailureReport(
                verdict.reason(),
                symptom.map(Symptom::exitCode).orElse(null),
                symptom.map(Symptom::lastLines).orElse(List.of()),
                symptom.map(Symptom::healthAnswer).orElse(null),
                matchingCheck(order),
                advice == null ? remedy(order, verdict) : advice);
    }

    FailureReport refused(DeploymentRefused refusal) {
        return FailureReport.of(
                "The target refused: " + Reason.of(refusal),
                "Nothing was changed. Remove the reason it names, then try again.");
    }

    FailureReport unknown(Verdict verdict) {
        return FailureReport.of(
                verdict.reason(),
                "The deployment may still be under way. Once the target answers, run 'Verify deployment' before"
                        + " anything else.");
    }

    private static String remedy(DeployOrder order, Verdict verdict) {
        return switch (verdict.outcome()) {
            case ROLLED_BACK ->
                "What ran before runs again. Look at the last lines, mend "
                        + order.revision().version() + " and deploy it under a new version.";
            case UNKNOWN -> "Find out what runs with 'Verify deployment' before anything else.";
            case SUCCEEDED, FAILED, CANCELLED ->
                order.lastVerified() == null
                        ? "Nothing was proven here before, so there is no way back: mend the release and deploy again."
                        : "Roll back to " + order.lastVerified().version() + ", or mend the cause and deploy again.";
        };
    }

    /** The check that warns now is the best guess at what it could have warned of before. */
    private @Nullable String matchingCheck(DeployOrder order) {
        if (!(placed.target() instanceof PreChecks checks)) {
            return null;
        }
        return checks.check(order).stream()
                .filter(finding -> finding.result() == Result.BLOCK || finding.result() == Result.WARN)
                .findFirst()
                .map(Finding::check)
                .orElse(null);
    }

    private Optional<Symptom> seen() {
        try {
            return placed.target().describe(placed.key(), placed.settings()).instances().stream()
                    .filter(instance -> instance.health() != Health.HEALTHY)
                    .findFirst()
                    .map(instance -> new Symptom(
                            instance.id(), instance.lastExitCode(), lastLines(instance), instance.healthAnswer()));
        } catch (TargetUnavailable e) {
            return Optional.of(new Symptom("", null, List.of(), "The target cannot be asked: " + Reason.of(e)));
        }
    }

    private List<String> lastLines(Instance instance) {
        if (!(placed.target() instanceof StreamsLogs logs)) {
            return List.of();
        }
        try {
            return Tail.of(
                    offset -> Asked.of(() -> logs.logs(placed.key(), instance.id(), offset, Tail.CHUNK)), 0, LINES);
        } catch (IOException e) {
            return List.of("(its log cannot be read: " + Reason.of(e) + ")");
        }
    }
}
