package dev.slipway.step;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Health;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a target's proof says what the portal promises: this rollout, this artifact, healthy, and all of it. */
record ProofCheck(DeploymentId deployment, Revision revision) {

    /** What is missing in the proof; empty if it holds. */
    Optional<String> doubt(Proof proof) {
        if (proof.isEmpty()) {
            return Optional.of("nothing was seen that proves it");
        }
        if (!deployment.equals(proof.deployment())) {
            return Optional.of("the proof is about deployment " + proof.deployment() + ", not " + deployment);
        }
        if (proof.instances().size() < proof.desired()) {
            return Optional.of(proof.instances().size() + " of " + proof.desired() + " instances were seen");
        }
        var digests =
                revision.artifacts().stream().map(ArtifactReference::digest).collect(Collectors.toSet());
        for (var instance : proof.instances()) {
            if (!digests.contains(instance.digest())) {
                return Optional.of("instance " + instance.instance() + " runs "
                        + instance.digest().abbreviated() + ", which is not in release " + revision.version());
            }
            if (instance.health() != Health.HEALTHY) {
                return Optional.of("instance " + instance.instance() + " is not healthy: " + instance.healthAnswer());
            }
        }
        return Optional.empty();
    }
}
