package dev.slipway.target.process;

import dev.slipway.target.DeploymentId;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gives a deployment its verdict, with what was seen at that moment. */
record Ending(Tending tending, Deployment deployment) {

    /** Ends the deployment if each instance holds up to one more look, process and health; else leaves it open. */
    void proven(StoredRevision wanted, List<Instance> instances, Outcome outcome) throws IOException {
        if (!holdUp(instances)) {
            return;
        }
        var state = tending.state();
        state.steady = wanted;
        state.desired = instances.size();
        var seen = "%s runs on %d of %d instances, each %s and healthy"
                .formatted(
                        wanted.version(),
                        instances.size(),
                        instances.size(),
                        wanted.artifact().digest().abbreviated());
        var why = switch (outcome) {
            case SUCCEEDED -> seen;
            case ROLLED_BACK ->
                deployment.reason.isEmpty()
                        ? "Rolled back as asked: " + seen
                        : "%s did not work: %s. Rolled back: %s"
                                .formatted(deployment.revision.version(), deployment.reason, seen);
            default -> "%s was cancelled and undone: %s".formatted(deployment.revision.version(), seen);
        };
        deployment.end(outcome, why, proof(wanted.version(), instances), tending.now());
    }

    private boolean holdUp(List<Instance> instances) throws IOException {
        for (var happening : tending.ask(instances)) {
            if (happening instanceof Happening.Answered answered) {
                deployment.event(tending.now(), Level.WARN, answered.instance() + " answers: " + answered.answer());
            }
        }
        for (var instance : instances) {
            var process = instance.process;
            if (!instance.serving() || process == null || !process.alive()) {
                return false;
            }
        }
        return true;
    }

    /** The instances that were started from files which have been changed since: what they run cannot be proven. */
    List<Instance> changed(List<Instance> instances) throws IOException {
        var changed = new ArrayList<Instance>();
        for (var instance : instances) {
            if (!tending.machine().filesHold(tending.folder(), instance)) {
                changed.add(instance);
            }
        }
        return changed;
    }

    /** All that was started is stopped, and there was nothing proven to return to. */
    void cleared() {
        var rest = tending.state().live().toList();
        var why = "%s did not work: %s. %s"
                .formatted(
                        deployment.revision.version(),
                        deployment.reason,
                        deployment.lastVerified == null
                                ? "There was nothing to roll back to; its instances were stopped"
                                : "Its instances were stopped");
        if (deployment.cancelled != null) {
            why = deployment.revision.version() + " was cancelled; its instances were stopped";
        }
        deployment.end(
                deployment.cancelled == null ? Outcome.FAILED : Outcome.CANCELLED,
                why + ". " + what(rest),
                proof(null, rest),
                tending.now());
    }

    void leftAsIs() {
        var state = tending.state();
        var rest = state.live().filter(Instance::wanted).toList();
        state.steady = null;
        state.desired = rest.size();
        deployment.end(
                Outcome.CANCELLED,
                deployment.revision.version() + " was cancelled and left as it was. " + what(rest),
                proof(null, rest),
                tending.now());
    }

    /** Somebody started another deployment of the placement. */
    static void superseded(Deployment deployment, String by, java.time.Instant now) {
        deployment.end(
                Outcome.FAILED,
                "Deployment " + by + " was started here meanwhile and took over; " + deployment.revision.version()
                        + " was not proven",
                Proof.none(now),
                now);
    }

    private static String what(List<Instance> running) {
        if (running.isEmpty()) {
            return "Nothing runs now";
        }
        var byVersion = running.stream()
                .collect(Collectors.groupingBy(
                        i -> i.revision.version(), java.util.TreeMap::new, Collectors.counting()));
        return "What runs now: "
                + byVersion.entrySet().stream()
                        .map(entry -> entry.getValue() + " of " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private Proof proof(@org.jspecify.annotations.Nullable String version, List<Instance> instances) {
        return new Proof(
                new DeploymentId(deployment.id),
                version,
                tending.state().desired,
                instances.stream()
                        .map(i -> new Proof.Running(i.id, i.digest(), i.health, i.answer))
                        .toList(),
                tending.now());
    }
}
