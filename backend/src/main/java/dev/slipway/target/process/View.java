package dev.slipway.target.process;

import dev.slipway.target.DeploymentId;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What runs now, looked at without the lock and without changing anything on disk. */
record View(Tending tending, Loads loads) {

    static Observation nothing(Instant now, int desired) {
        return new Observation(
                now, Health.ABSENT, desired, 0, 0, null, null, false, List.of(), "Nothing was deployed here yet");
    }

    Observation observe() throws IOException {
        var state = tending.state();
        // With those that end now, which is for the supervisor to see; those that ended before are history.
        var shown = state.instances.stream()
                .filter(instance -> instance.phase != Instance.Phase.ENDED)
                .toList();
        shown.forEach(instance -> instance.askedAt = null);
        tending.observe();
        var moving = state.underWay().isPresent();
        var serving = (int) shown.stream().filter(Instance::serving).count();
        var pending = (int) shown.stream()
                .filter(instance -> instance.phase == Instance.Phase.STARTING)
                .count();
        var running =
                (int) state.live().filter(instance -> instance.process != null).count();
        var latest = state.latest;
        return new Observation(
                tending.now(),
                health(moving, serving, shown),
                desired(),
                running,
                pending,
                version(shown),
                latest == null ? null : new DeploymentId(latest.id),
                moving,
                shown.stream().map(View::instance).toList(),
                note(serving),
                loads.of(tending.folder(), shown, tending.now()));
    }

    /** Of the rollout under way, or what the last one left. */
    private int desired() {
        return tending.state()
                .underWay()
                .map(Deployment::wanted)
                .map(wanted -> ProcessSettings.of(wanted.settings()).instances())
                .orElse(tending.state().desired);
    }

    private Health health(boolean moving, int serving, List<Instance> shown) {
        var desired = tending.state().desired;
        if (moving) {
            return Health.MOVING;
        }
        var mixed = shown.stream().map(i -> i.revision.version()).distinct().count() > 1;
        if (serving >= desired && !mixed) {
            return tending.state().steady == null && desired == 0 ? Health.UNHEALTHY : Health.HEALTHY;
        }
        return serving == 0 ? Health.UNHEALTHY : Health.DEGRADED;
    }

    private static @Nullable String version(List<Instance> shown) {
        return shown.stream()
                .map(instance -> instance.revision.version())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparing(entry -> entry.getValue()))
                .map(entry -> entry.getKey())
                .orElse(null);
    }

    private String note(int serving) {
        var state = tending.state();
        var latest = state.latest;
        if (latest == null) {
            return "";
        }
        if (!latest.ended()) {
            return "Deployment of " + latest.revision.version() + " is under way";
        }
        var verdict = latest.verdict;
        if (state.steady == null && verdict != null) {
            return "Last deployment: " + verdict.reason();
        }
        if (state.desired == 0) {
            return "Scaled to 0 instances";
        }
        return serving < state.desired ? serving + " of " + state.desired + " instances are healthy" : "";
    }

    private static Observation.Instance instance(Instance instance) {
        return new Observation.Instance(
                instance.id,
                instance.revision.version(),
                instance.digest(),
                switch (instance.phase) {
                    case STARTING -> Health.MOVING;
                    case UP -> instance.health;
                    case DRAINING, STOPPING -> Health.MOVING;
                    case RESTING, ENDED -> Health.UNHEALTHY;
                },
                instance.answer,
                instance.startedAt,
                instance.restarts,
                instance.exitCode,
                instance.port > 0 ? "127.0.0.1:" + instance.port : null);
    }
}
