package dev.slipway.health;

import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.TellsDrift;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Compares what is seen with what was proven. */
@Component
class Drifting {

    private final ObjectProvider<Expectations> expectations;

    Drifting(ObjectProvider<Expectations> expectations) {
        this.expectations = expectations;
    }

    /**
     * What deviates; empty if nothing does, null if it cannot be told now. What is known is enough to say that nothing
     * does; that something does is said only by what is expected now.
     */
    @Nullable
    List<Deviation> of(DeploymentTarget target, PlacementKey key, Observation seen) {
        var known = expectations.getIfAvailable();
        if (known == null || seen.health() == Health.UNKNOWN) {
            return null;
        }
        try {
            if (seen.moving()) {
                return known.now(key).isEmpty() ? List.of() : null;
            }
            var before = known.known(key);
            if (before.isEmpty()
                    || before.get().open(all(target, key, seen, before.get())).isEmpty()) {
                return List.of();
            }
            var now = known.now(key);
            if (now.isEmpty()) {
                return List.of();
            }
            return seen.seen().isAfter(now.get().settled()) ? now.get().open(all(target, key, seen, now.get())) : null;
        } catch (TargetUnavailable e) {
            return null;
        }
    }

    private static List<Deviation> all(
            DeploymentTarget target, PlacementKey key, Observation seen, Expectation expected)
            throws TargetUnavailable {
        if (seen.health() == Health.ABSENT) {
            return List.of(new Deviation("service", expected.proven().version(), "nothing is there"));
        }
        return target instanceof TellsDrift tells
                ? tells.deviations(key, expected.proven(), seen)
                : digest(seen, expected).stream().toList();
    }

    /** By instances that began since: an older one was seen when the revision was proven. */
    private static Optional<Deviation> digest(Observation seen, Expectation expected) {
        var proven = expected.proven().artifacts().stream()
                .map(artifact -> artifact.digest())
                .toList();
        var others = seen.instances().stream()
                .filter(instance -> instance.startedAt().isAfter(expected.begun()))
                .map(Observation.Instance::digest)
                .filter(digest -> !proven.contains(digest))
                .map(digest -> digest.value())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Deviation(
                        "digest",
                        proven.stream().map(digest -> digest.value()).collect(Collectors.joining(", ")),
                        others));
    }
}
