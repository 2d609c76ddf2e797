package dev.slipway.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Follows a deployment as a job does, and keeps what it was told. */
public final class Following {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TargetPlayground playground;
    private final DeploymentId deployment;
    private final List<TargetEvent> events = new ArrayList<>();

    public Following(TargetPlayground playground, DeploymentId deployment) {
        this.playground = playground;
        this.deployment = deployment;
    }

    public static Verdict toTheEnd(TargetPlayground playground, DeploymentId deployment) throws TargetUnavailable {
        return new Following(playground, deployment).toTheEnd();
    }

    public Verdict toTheEnd() throws TargetUnavailable {
        if (until(_ -> false) instanceof Progress.Ended ended) {
            return ended.verdict();
        }
        throw new AssertionError("Deployment " + deployment + " has no verdict after " + DEADLINE + ": " + messages());
    }

    /** Looks until the condition holds or the deployment ends; every look is by a new client. */
    public Progress until(Predicate<Progress> condition) throws TargetUnavailable {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            var progress = playground.target().follow(playground.placement(), deployment, cursor());
            events.addAll(progress.events());
            if (progress instanceof Progress.Ended || condition.test(progress)) {
                return progress;
            }
            playground.pass(lookAgain(progress));
        }
        throw new AssertionError("Nothing of the kind within " + DEADLINE + ": " + messages());
    }

    public Progress untilEvent(String part) throws TargetUnavailable {
        return until(_ -> events.stream().anyMatch(event -> event.message().contains(part)));
    }

    public DeploymentId deployment() {
        return deployment;
    }

    public List<TargetEvent> events() {
        return List.copyOf(events);
    }

    public List<String> messages() {
        return events.stream().map(TargetEvent::message).toList();
    }

    private static Duration lookAgain(Progress progress) {
        return switch (progress) {
            case Progress.UnderWay underWay -> underWay.lookAgain();
            case Progress.Asks asks -> asks.lookAgain();
            case Progress.Ended _ -> Duration.ZERO;
        };
    }

    private long cursor() {
        return events.isEmpty() ? 0 : events.getLast().cursor();
    }
}
