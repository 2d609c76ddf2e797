package dev.slipway.target.process;

import dev.slipway.target.Progress;
import java.time.Duration;

/** One line on how far a deployment is. */
final class Summary {

    private Summary() {}

    static Progress.UnderWay of(PlacementState state, Deployment deployment, long after) {
        var wanted = deployment.wanted();
        if (wanted == null) {
            var left =
                    state.live().filter(instance -> !deployment.wants(instance)).count();
            return new Progress.UnderWay(
                    deployment.eventsAfter(after), 0.9, "stopping " + left + " instances", Duration.ofMillis(250));
        }
        var settings = ProcessSettings.of(wanted.settings());
        var ready = state.live().filter(i -> i.serving() && deployment.wants(i)).count();
        var old = state.live().filter(instance -> !deployment.wants(instance)).count();
        var text = (deployment.phase == Deployment.Phase.RETURNING ? "rolling back to " + wanted.version() + ": " : "")
                + "%d/%d healthy".formatted(ready, settings.instances())
                + (old > 0 ? ", " + old + " to stop" : "")
                + (deployment.failures > 0
                        ? ", breaker %d of %d".formatted(deployment.failures, settings.breakAfter())
                        : "");
        var steps = settings.instances() + old;
        return new Progress.UnderWay(
                deployment.eventsAfter(after), Math.min(0.95, (double) ready / steps), text, pause(settings));
    }

    private static Duration pause(ProcessSettings settings) {
        var health = settings.health();
        return Duration.ofMillis(
                health == null ? 500 : Math.clamp(health.interval().toMillis(), 50, 1000));
    }
}
