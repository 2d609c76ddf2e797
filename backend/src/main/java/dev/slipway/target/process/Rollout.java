package dev.slipway.target.process;

import dev.slipway.target.CancelMode;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.process.Deployment.Kind;
import dev.slipway.target.process.Deployment.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Moves a deployment on by one small step that may be repeated, and ends it when there is proof. */
record Rollout(Tending tending, Deployment deployment) {

    private static final int TAIL_LINES = 20;

    void advance() throws IOException {
        note(tending.observe());
        obeyCancel();
        if (deployment.ended()) {
            return;
        }
        giveUpOnOverdue();
        trip();
        size();
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
                case Happening.CouldNotStart failed -> failedStart(instance, "could not start: " + failed.why());
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
            case STARTING -> failedStart(instance, instance.answer + " before it was healthy");
            case UP, RESTING, ENDED -> {
                if (deployment.wants(instance)) {
                    deployment.relapses++;
                    failedStart(instance, instance.answer + " after it had been healthy");
                } else {
                    event(Level.WARN, instance + " of " + instance.revision.version() + " " + instance.answer);
                }
            }
        }
    }

    private void failedStart(Instance instance, String how) throws IOException {
        event(Level.BAD, instance + " " + how);
        var lines = tending.machine().tail(tending.folder(), instance, TAIL_LINES);
        lines.forEach(line -> event(Level.WARN, instance + " | " + line));
        if (deployment.wants(instance)) {
            if (deployment.symptom == null) {
                var asked = instance.lastAnswer.isEmpty() ? null : instance.lastAnswer;
                deployment.symptom = new Progress.Symptom(instance.id, instance.exitCode, lines, asked);
            }
            countFailure(Duration.between(instance.startedAt, tending.now()), instance + " " + how);
        }
    }

    private void countFailure(Duration took, String what) {
        deployment.failures++;
        deployment.lastFailure = what;
        deployment.lastFailureTook = took;
        var left = limit() - deployment.failures;
        if (left > 0) {
            event(
                    Level.WARN,
                    "Breaker: failed %d of %d, trips in about %d s"
                            .formatted(deployment.failures, limit(), Math.max(1, left * took.toSeconds())));
        }
    }

    private int limit() {
        var wanted = deployment.wanted();
        return wanted == null ? 1 : ProcessSettings.of(wanted.settings()).breakAfter();
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
            var since = instance.phase == Instance.Phase.STARTING ? instance.startedAt : instance.troubleSince;
            if (instance.wanted() && since != null && !since.plus(grace).isAfter(tending.now())) {
                instance.stop(Duration.ZERO, tending.now());
                failedStart(
                        instance,
                        "was not healthy within " + grace.toSeconds() + " s; its last answer: " + instance.answer);
            }
        }
    }

    private void trip() {
        var most = Math.max(deployment.failures, deployment.relapses);
        if (deployment.ended() || deployment.phase == Phase.CLEARING || most < limit()) {
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

    /** Starts and stops instances as far as the bounds allow now. */
    private void size() {
        var resting = tending.state().instances.stream()
                .filter(i -> i.phase == Instance.Phase.RESTING)
                .toList();
        resting.forEach(instance -> instance.stop(Duration.ZERO, tending.now()));
        var wanted = deployment.wanted();
        if (wanted == null) {
            stop(tending.state()
                    .live()
                    .filter(instance -> !deployment.wants(instance))
                    .toList());
            return;
        }
        var settings = ProcessSettings.of(wanted.settings());
        startMissing(wanted, settings);
        stopReplaced(settings);
    }

    private void startMissing(StoredRevision revision, ProcessSettings settings) {
        var present = ours().size();
        var room = settings.most(settings.instances())
                - (int) tending.state().live().count();
        for (var missing = Math.min(settings.instances() - present, room); missing > 0; missing--) {
            var port = tending.freePort(settings);
            if (port.isPresent()) {
                tending.intend(deployment.id, revision, port.get());
            } else if (tending.state().live().allMatch(Instance::wanted)) {
                event(Level.BAD, "No free port in " + settings.ports() + ": other processes listen there");
                countFailure(Duration.ofSeconds(1), "no port of " + settings.ports() + " is free");
                return;
            }
        }
    }

    private void stopReplaced(ProcessSettings settings) {
        var desired = settings.instances();
        var ours = ours();
        var others = tending.state()
                .live()
                .filter(instance -> instance.wanted() && !deployment.wants(instance))
                .sorted(java.util.Comparator.comparing(Instance::serving))
                .toList();
        var serving = (int) tending.state().live().filter(Instance::serving).count();
        var ready = ours.stream().filter(Instance::serving).count();
        var crowded = ours.size() < desired
                && tending.state().live().count() >= settings.most(desired)
                && tending.state().live().allMatch(Instance::wanted);
        for (var other : others) {
            if (!other.serving() && (ready >= desired || crowded)) {
                stop(List.of(other));
                crowded = false;
            } else if (other.serving()
                    && serving - 1 >= settings.bounds().least(desired)
                    && (serving > desired || crowded)) {
                stop(List.of(other));
                serving--;
                crowded = false;
            }
        }
        stop(ours.subList(Math.min(desired, ours.size()), ours.size()));
    }

    private List<Instance> ours() {
        return tending.state()
                .live()
                .filter(instance -> instance.wanted() && deployment.wants(instance))
                .sorted(java.util.Comparator.comparing(Instance::serving).reversed())
                .toList();
    }

    private void stop(List<Instance> instances) {
        for (var instance : instances) {
            if (instance.wanted()) {
                instance.stop(
                        instance.serving() ? instance.settings().stopping().drain() : Duration.ZERO, tending.now());
                event(
                        Level.INFO,
                        instance + " of " + instance.revision.version()
                                + (instance.phase == Instance.Phase.DRAINING ? " drains" : " is asked to stop"));
            }
        }
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
