package dev.slipway.target.process;

import dev.slipway.target.TargetEvent.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** How many instances of what a deployment leads to and of what it replaces may run now. */
record Sizing(Tending tending, Deployment deployment) {

    /** Starts and stops instances as far as the bounds allow now. */
    void size() {
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
                new FailedStarts(tending, deployment)
                        .count(Duration.ofSeconds(1), "no port of " + settings.ports() + " is free");
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
                .sorted(Comparator.comparing(Instance::serving))
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
                .sorted(Comparator.comparing(Instance::serving).reversed())
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

    private void event(Level level, String message) {
        deployment.event(tending.now(), level, message);
    }
}
