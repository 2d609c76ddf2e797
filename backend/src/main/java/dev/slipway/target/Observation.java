package dev.slipway.target;

import dev.slipway.artifact.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a target saw of a placement at one moment.
 *
 * @param version the version most instances run, if any runs
 * @param deployment the deployment that is current or under way
 * @param moving whether a rollout is under way
 * @param note one line for people, such as why it is degraded; empty if there is nothing to say
 * @param load how much it has to do, as far as the target tells
 */
public record Observation(
        Instant seen,
        Health health,
        int desired,
        int running,
        int pending,
        @Nullable String version,
        @Nullable DeploymentId deployment,
        boolean moving,
        List<Instance> instances,
        String note,
        Load load) {

    public Observation {
        instances = List.copyOf(instances);
        // Kept by a portal that did not ask for it.
        load = load == null ? Load.NONE : load;
    }

    /** Of a target that does not tell how much there is to do. */
    public Observation(
            Instant seen,
            Health health,
            int desired,
            int running,
            int pending,
            @Nullable String version,
            @Nullable DeploymentId deployment,
            boolean moving,
            List<Instance> instances,
            String note) {
        this(seen, health, desired, running, pending, version, deployment, moving, instances, note, Load.NONE);
    }

    /** What most instances run, if any runs; of two that are as many, always the same one. */
    public @Nullable Digest digest() {
        return instances.stream()
                .map(Instance::digest)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.<Map.Entry<Digest, Long>>comparingLong(Map.Entry::getValue)
                        .thenComparing(entry -> entry.getKey().value()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    public Observation with(Load measured) {
        return new Observation(
                seen, health, desired, running, pending, version, deployment, moving, instances, note, measured);
    }

    /** Whether what this deployment left is what runs, all of it, healthy. */
    public boolean proves(DeploymentId deployment) {
        return deployment.equals(this.deployment) && !moving && health == Health.HEALTHY && running > 0;
    }

    /**
     * One instance.
     *
     * @param id the target's name of it
     * @param healthAnswer last answer of its health probe, or why there is none
     * @param restarts how often it was started again after it ended by itself
     * @param lastExitCode exit code of its last ended run
     * @param address where it listens, if it does
     */
    public record Instance(
            String id,
            String version,
            Digest digest,
            Health health,
            String healthAnswer,
            Instant startedAt,
            int restarts,
            @Nullable Integer lastExitCode,
            @Nullable String address) {}
}
