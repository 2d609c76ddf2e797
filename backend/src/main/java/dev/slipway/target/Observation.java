package dev.slipway.target;

import dev.slipway.artifact.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target saw of a placement at one moment.
 *
 * @param version the version most instances run, if any runs
 * @param deployment the deployment that is current or under way
 * @param moving whether a rollout is under way
 * @param note one line for people, such as why it is degraded; empty if there is nothing to say
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
        String note) {

    public Observation {
        instances = List.copyOf(instances);
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
