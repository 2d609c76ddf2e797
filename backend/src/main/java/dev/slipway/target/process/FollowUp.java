package dev.slipway.target.process;

import dev.slipway.target.CancelMode;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves a deployment on by a step and tells how far it is; under the placement's lock. */
record FollowUp(PlacementFolder folder, Machine machine, Instant now) {

    Progress of(DeploymentId id, long after) throws IOException {
        var state = folder.read().orElseGet(PlacementState::new);
        var latest = state.latest;
        if (latest == null || !latest.id.equals(id.value())) {
            return ended(folder.archived(id.value()).orElse(null), id, after);
        }
        if (!latest.ended()) {
            var tending = new Tending(folder, state, machine, now);
            new Rollout(tending, latest).advance();
            tending.forgetOld();
            folder.write(state);
        }
        return latest.ended() ? ended(latest, id, after) : Summary.of(state, latest, after);
    }

    private Progress ended(@Nullable Deployment deployment, DeploymentId id, long after) {
        if (deployment == null || deployment.verdict == null) {
            return new Progress.Ended(
                    List.of(),
                    new Verdict(Outcome.UNKNOWN, "This machine has no record of deployment " + id, Proof.none(now)));
        }
        var symptom = deployment.verdict.outcome() == Outcome.SUCCEEDED ? null : deployment.symptom;
        return new Progress.Ended(deployment.eventsAfter(after), deployment.verdict, symptom);
    }

    /** Notes that it is to be cancelled; whoever follows it does so. */
    void cancel(DeploymentId id, CancelMode mode) throws IOException {
        var state = folder.read().orElseGet(PlacementState::new);
        var latest = state.latest;
        if (latest != null && latest.id.equals(id.value()) && !latest.ended() && latest.cancelled != mode) {
            latest.cancelled = mode;
            latest.event(now, Level.WARN, "Cancel was asked for: " + mode);
            folder.write(state);
        }
    }
}
