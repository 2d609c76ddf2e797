package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Health;
import dev.slipway.target.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * What is seen after ECS says that a deployment is done: the primary deployment, each task's digests, each target's health.
 *
 * @param doubts what speaks against it; empty: it is proven
 * @param wrong whether a task runs something else than it should, which does not pass by waiting
 */
record Proving(Proof proof, List<String> doubts, boolean wrong) {

    /**
     * Compares what runs with what should.
     *
     * @param images the artifact each container should run; empty: whatever was there before
     */
    static Proving of(
            Service service, Running running, String version, Map<String, ArtifactReference> images, Instant now) {
        var doubts = new ArrayList<String>();
        var wrong = false;
        var seen = new ArrayList<Proof.Running>();
        for (var one : running.serving()) {
            for (var expected : images.entrySet()) {
                var digest = one.digests().get(expected.getKey());
                if (digest == null) {
                    doubts.add("task " + one.id() + " does not say which digest its container " + expected.getKey()
                            + " runs");
                } else if (!digest.equals(expected.getValue().digest())) {
                    wrong = true;
                    doubts.add("task " + one.id() + " runs " + digest.abbreviated() + " in " + expected.getKey()
                            + ", not " + expected.getValue().digest().abbreviated());
                }
            }
            if (one.health() != Health.HEALTHY) {
                doubts.add("task " + one.id() + " is not healthy: " + one.answer());
            }
            digest(one, images)
                    .ifPresent(digest -> seen.add(new Proof.Running(one.id(), digest, one.health(), one.answer())));
        }
        if (running.serving().size() < service.desiredCount()) {
            doubts.add(running.serving().size() + " of " + service.desiredCount() + " tasks run");
        }
        if (service.desiredCount() == 0) {
            doubts.add("the desired number of tasks is 0, so nothing runs that could prove it");
        }
        var primary =
                Standing.primary(service).map(one -> new DeploymentId(one.id())).orElse(null);
        return new Proving(new Proof(primary, version, service.desiredCount(), seen, now), doubts, wrong);
    }

    /** With more that speaks against it. */
    Proving and(List<String> more) {
        var all = new ArrayList<>(doubts);
        all.addAll(more);
        return new Proving(proof, all, wrong);
    }

    private static java.util.Optional<Digest> digest(Running.One one, Map<String, ArtifactReference> images) {
        return images.keySet().stream()
                .map(one.digests()::get)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .or(() -> one.digests().values().stream().findFirst());
    }
}
