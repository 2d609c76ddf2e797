package dev.slipway.target.process;

import dev.slipway.target.CancelMode;
import dev.slipway.target.Outcome;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.process.Deployment.Kind;
import dev.slipway.target.process.Deployment.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Moves a deployment on by one small step that may be repeated, and ends it when there is proof. */
record Rollout(Tending tending, Deployment deployment) {

    void advance() throws IOException {
        note(tending.observe());
        obeyCancel();
        if (deployment.ended()) {
            return;
        }
        giveUpOnOverdue();
        trip();
        new Sizing(tending, deployment).size();
        tending.folder().write(tending.state());
        note(tending.act());
        trip();
        settle();
    }

    private void note(List<Happening> happenings) throws IOException {
        for (var happening : happenings) {
            var instance = happening.instance();
            switch (happening) {
                case Happening.Started started ->
                    event(
                            Level.INFO,
                            "%s started: pid %d%s, %s %s"
                                    .formatted(
                                            instance,
                                            started.process().pid(),
                                            instance.port > 0 ? ", port " + instance.port : "",
                                            instance.revision.version(),
                                            instance.digest().abbreviated()));
                case Happening.Answered answered ->
                    event(instance.serving() ? Level.INFO : Level.WARN, instance + " answers: " + answered.answer());
                case Happening.BecameHealthy _ -> {
                    event(Level.GOOD, instance + " is healthy: " + instance.answer);
                    deployment.failures = deployment.wants(instance) ? 0 : deployment.failures;
                }
                case Happening.CouldNotStart failed ->
                    new FailedStarts(tending, deployment).note(instance, "could not start: " + failed.why());
                case Happening.Ended ended -> noteEnd(ended);
            }
        }
    }

    private void noteEnd(Happening.Ended ended) throws IOException {
        var instance = ended.instance();
        if (ended.withMachine()) {
            event(Level.WARN, instance + " ended with the machine, which was started again");
            return;
        }
        switch (ended.before()) {
            case DRAINING, STOPPING -> event(Level.INFO, instance + " stopped: " + instance.answer);
            case STARTING ->
                new FailedStarts(tending, deployment).note(instance, instance.answer + " before it was healthy");
            case UP, RESTING, ENDED -> {
                if (deployment.wants(instance)) {
                    deployment.relapses++;
                    new FailedStarts(tending, deployment)
                            .note(instance, instance.answer + " after it had been healthy");
                } else {
                    event(Level.WARN, instance + " of " + instance.revision.version() + " " + instance.answer);
                }
            }
        }
    }

    private void obeyCancel() throws IOException {
        if (deployment.cancelled == CancelMode.LEAVE_AS_IS) {
            new Ending(tending, deployment).leftAsIs();
        } else if (deployment.cancelled == CancelMode.ROLL_BACK && deployment.phase == Phase.ROLLING) {
            turnBack("it was cancelled");
        }
    }

    /** An instance has its grace to become healthy, and as long again to recover while the rollout lasts. */
    private void giveUpOnOverdue() throws IOException {
        for (var instance : tending.state().live().filter(deployment::wants).toList()) {
            var grace = instance.settings().grace();
            var since = instance.troubleSince;
            var stays = since != null && !since.plus(grace).isAfter(tending.now());
            if (instance.wanted() && (stays || instance.late(tending.now()))) {
                instance.stop(Duration.ZERO, tending.now());
                new FailedStarts(tending, deployment)
                        .note(
                                instance,
                                "was not healthy within " + grace.toSeconds() + " s; its last answer: "
                                        + instance.answer);
            }
        }
    }

    private void trip() {
        var most = Math.max(deployment.failures, deployment.relapses);
        if (deployment.ended()
                || deployment.phase == Phase.CLEARING
                || most < new FailedStarts(tending, deployment).limit()) {
            return;
        }
        event(Level.BAD, "Breaker tripped: " + most + " failed starts in a row");
        var why = most + (most == 1 ? " start failed (" : " starts in a row failed (") + deployment.lastFailure + ")";
        if (deployment.phase == Phase.ROLLING) {
            turnBack(why);
        } else {
            deployment.giveUp("the way back failed too: " + why);
        }
    }

    private void turnBack(String why) {
        deployment.turnBack(why);
        var back = deployment.lastVerified;
        event(
                Level.WARN,
                back == null
                        ? "Nothing to roll back to: nothing was proven here before. Stopping the new instances."
                        : "Rolling back to " + back.version() + " "
                                + back.artifact().digest().abbreviated());
    }

    private void settle() throws IOException {
        var ending = new Ending(tending, deployment);
        if (deployment.phase == Phase.CLEARING) {
            if (tending.state().live().allMatch(deployment::wants)) {
                ending.cleared();
            }
            return;
        }
        var wanted = deployment.wanted();
        if (deployment.ended() || wanted == null) {
            return;
        }
        var desired = ProcessSettings.of(wanted.settings()).instances();
        var live = tending.state().live().toList();
        if (live.size() != desired || !live.stream().allMatch(i -> i.serving() && deployment.wants(i))) {
            return;
        }
        var changed = ending.changed(live);
        if (changed.isEmpty()) {
            ending.proven(wanted, live, outcome());
        } else {
            giveUpOn("the files of " + changed + " have been changed since they were unpacked");
        }
    }

    private void giveUpOn(String why) {
        event(Level.BAD, "Cannot be proven: " + why);
        if (deployment.phase == Phase.ROLLING) {
            turnBack(why);
        } else {
            deployment.giveUp("the way back failed too: " + why);
        }
    }

    private Outcome outcome() {
        if (deployment.phase == Phase.RETURNING) {
            return deployment.cancelled == null ? Outcome.ROLLED_BACK : Outcome.CANCELLED;
        }
        return deployment.kind == Kind.ROLLBACK ? Outcome.ROLLED_BACK : Outcome.SUCCEEDED;
    }

    private void event(Level level, String message) {
        deployment.event(tending.now(), level, message);
    }
}
