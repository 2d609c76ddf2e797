package dev.slipway.target;

import dev.slipway.artifact.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when a verdict was given.
 *
 * @param deployment the deployment the verdict is about, as the target names it
 * @param version the version that runs
 * @param desired how many instances should run
 * @param instances each running instance with its digest and health answer
 * @param seen when
 */
public record Proof(
        @Nullable DeploymentId deployment,
        @Nullable String version,
        int desired,
        List<Running> instances,
        Instant seen) {

    public Proof {
        instances = List.copyOf(instances);
    }

    /**
     * One running instance.
     *
     * @param digest the digest of what it runs, as seen by the target
     * @param healthAnswer what it answered, such as {@code 200 in 4 ms}
     */
    public record Running(String instance, Digest digest, Health health, String healthAnswer) {}

    public static Proof none(Instant seen) {
        return new Proof(null, null, 0, List.of(), seen);
    }

    public boolean isEmpty() {
        return deployment == null || instances.isEmpty();
    }
}
