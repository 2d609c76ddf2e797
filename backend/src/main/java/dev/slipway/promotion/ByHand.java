package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.job.Job;
import dev.slipway.job.JobPlacement;
import dev.slipway.job.Question;
import dev.slipway.job.StepRun;
import dev.slipway.job.StepState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a person went back to what ran before, so that the portal must not promote over it. */
final class ByHand {

    /** Versions of a service, newest first. */
    interface Versions {

        List<String> of(String service);
    }

    private ByHand() {}

    /** In words, such as {@code Dana rolled web back with #12}; empty for a job that did not go back, or not by hand. */
    static Optional<String> wentBack(Job job, Versions versions) {
        if (job.order().dryRun() || job.status().startedAt() == null) {
            return Optional.empty();
        }
        return rolledBack(job).or(() -> deployedOlder(job, versions));
    }

    /** By a pipeline that rolls back, or by an answer to the question what to do about a failure. */
    private static Optional<String> rolledBack(Job job) {
        var steps = job.steps().stream()
                .filter(step -> step.kind().equals("rollback"))
                .filter(step -> step.state() != StepState.PENDING && step.state() != StepState.SKIPPED)
                .toList();
        var decided = job.steps().stream().filter(ByHand::answeredRollBack).findFirst();
        if (decided.isPresent()) {
            var answer = decided.get().report().answer();
            return Optional.of((answer == null ? "Somebody" : answer.by()) + " rolled "
                    + services(job, List.of(decided.get())) + " back in #" + job.number());
        }
        return steps.isEmpty() || !byPerson(job)
                ? Optional.empty()
                : Optional.of(job.order().requestedBy().name() + " rolled " + services(job, steps) + " back with #"
                        + job.number());
    }

    private static boolean answeredRollBack(StepRun step) {
        var answer = step.report().answer();
        return answer != null && answer.choice().equals(Question.ROLL_BACK);
    }

    private static Optional<String> deployedOlder(Job job, Versions versions) {
        var deploys = job.order().pipeline().steps().stream()
                .anyMatch(step -> step.kind().equals("deploy"));
        if (!deploys || !byPerson(job)) {
            return Optional.empty();
        }
        return job.order().placements().stream()
                .filter(placement -> isOlder(placement, versions.of(placement.service())))
                .findFirst()
                .map(placement -> job.order().requestedBy().name() + " deployed the older " + placement.service() + " "
                        + placement.version() + " with #" + job.number());
    }

    private static boolean isOlder(JobPlacement placement, List<String> newestFirst) {
        var before = placement.lastVerified();
        @Nullable String version = placement.version();
        return before != null
                && version != null
                && newestFirst.contains(before.version())
                && newestFirst.indexOf(version) > newestFirst.indexOf(before.version());
    }

    private static boolean byPerson(Job job) {
        return job.order().requestedBy().kind() != Actor.Kind.SYSTEM;
    }

    private static String services(Job job, List<StepRun> steps) {
        var named = steps.stream()
                .map(StepRun::service)
                .filter(service -> service != null)
                .distinct()
                .toList();
        var all = job.order().placements().stream().map(JobPlacement::service).toList();
        return String.join(" and ", named.isEmpty() ? all : named);
    }
}
