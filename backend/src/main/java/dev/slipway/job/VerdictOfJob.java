package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Composes the verdict of a job from its step runs. The last verdict on each service counts; what is not proven is not
 * a success, also when a person decided to ignore the failure of a deployment.
 */
final class VerdictOfJob {

    /** Kinds whose success is worth nothing without a verdict. */
    private static final Set<String> DEPLOYING = Set.of("deploy", "force-update", "rollback");

    private VerdictOfJob() {}

    static JobVerdict of(Job job) {
        var verdicts = verdicts(job);
        var worst = verdicts.values().stream()
                .map(Verdict::outcome)
                .max(Comparator.comparingInt(VerdictOfJob::badness))
                .orElse(Outcome.SUCCEEDED);
        if (job.status().cancel() != null && cutShort(job)) {
            return cancelled(job, verdicts, worst);
        }
        if (job.order().dryRun()) {
            return new JobVerdict(dryRun(job), "Dry run: nothing was changed", Map.of());
        }
        var failed = job.steps().stream()
                .filter(s -> s.state() == StepState.FAILED || s.state() == StepState.CANCELLED)
                .toList();
        var unproven = job.steps().stream().filter(VerdictOfJob::unproven).findFirst();
        if (unproven.isPresent()) {
            return new JobVerdict(
                    Outcome.UNKNOWN, "Step " + unproven.get().name() + " ended without a proof", verdicts);
        }
        if (!failed.isEmpty()) {
            var outcome = worst == Outcome.SUCCEEDED ? Outcome.FAILED : worst;
            return new JobVerdict(outcome, reason(failed.getFirst(), verdicts, outcome), verdicts);
        }
        return new JobVerdict(worst, summary(job, verdicts, worst), verdicts);
    }

    /** The last verdict on each service, by the order in which the steps ended. */
    static Map<String, Verdict> verdicts(Job job) {
        var verdicts = new LinkedHashMap<String, Verdict>();
        job.steps().stream()
                .filter(s -> s.endedAt() != null)
                .sorted(Comparator.comparing(StepRun::endedAt, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(s -> {
                    var verdict = s.report().verdict();
                    if (verdict != null) {
                        verdicts.put(service(job, s), verdict);
                    }
                });
        return verdicts;
    }

    /** The service a step run is about. */
    static String service(Job job, StepRun run) {
        var service = run.service();
        if (service != null) {
            return service;
        }
        var placements = job.order().placements();
        return placements.size() == 1 ? placements.getFirst().service() : run.name();
    }

    /** The runs that belong to a service, and those of the job as a whole. */
    static Stream<StepRun> about(Job job, String service) {
        return job.steps().stream()
                .filter(s -> s.service() == null || s.service().equals(service));
    }

    static boolean wentWrong(StepRun run) {
        return run.state() == StepState.FAILED
                || run.state() == StepState.IGNORED
                || run.state() == StepState.CANCELLED;
    }

    private static boolean unproven(StepRun run) {
        return run.state() == StepState.SUCCEEDED
                && DEPLOYING.contains(run.kind())
                && run.report().verdict() == null;
    }

    private static boolean cutShort(Job job) {
        return job.steps().stream().anyMatch(s -> s.state() == StepState.CANCELLED);
    }

    private static Outcome dryRun(Job job) {
        return job.steps().stream().anyMatch(s -> s.state() == StepState.FAILED) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    private static JobVerdict cancelled(Job job, Map<String, Verdict> verdicts, Outcome worst) {
        var cancel = java.util.Objects.requireNonNull(job.status().cancel());
        var parts = new ArrayList<String>();
        parts.add("Cancelled by " + cancel.by() + (cancel.reason().isBlank() ? "" : ": " + cancel.reason()));
        job.steps().stream()
                .filter(s -> s.state() == StepState.CANCELLED && s.startedAt() != null)
                .forEach(s -> parts.add(s.name() + ": " + s.report().summary()));
        if (parts.size() == 1) {
            parts.add(job.status().startedAt() == null ? "It had not started" : "No step was under way");
        }
        var outcome = worst == Outcome.UNKNOWN ? Outcome.UNKNOWN : Outcome.CANCELLED;
        return new JobVerdict(outcome, String.join(". ", parts), verdicts);
    }

    private static String reason(StepRun failed, Map<String, Verdict> verdicts, Outcome outcome) {
        var what = failed.report().summary();
        if (outcome != Outcome.ROLLED_BACK || failed.report().verdict() != null) {
            return what;
        }
        var back = verdicts.values().stream()
                .filter(v -> v.outcome() == Outcome.ROLLED_BACK)
                .map(Verdict::reason)
                .findFirst()
                .orElse("Rolled back");
        return what + ". " + back;
    }

    private static String summary(Job job, Map<String, Verdict> verdicts, Outcome worst) {
        if (verdicts.isEmpty()) {
            var ignored = job.steps().stream()
                    .filter(s -> s.state() == StepState.IGNORED)
                    .count();
            return ignored == 0
                    ? "All steps succeeded"
                    : "Ended with " + ignored + (ignored == 1 ? " ignored failure" : " ignored failures");
        }
        List<String> reasons = verdicts.values().stream()
                .filter(v -> v.outcome() == worst)
                .map(Verdict::reason)
                .distinct()
                .toList();
        return String.join(". ", reasons);
    }

    private static int badness(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> 0;
            case CANCELLED -> 1;
            case ROLLED_BACK -> 2;
            case FAILED -> 3;
            case UNKNOWN -> 4;
        };
    }
}
