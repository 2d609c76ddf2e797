package dev.slipway.target.process;

import dev.slipway.artifact.Digest;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.process.Deployment.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How a deployment begins, once for a token: admitted, in place of the one before it, on disk before anything acts. */
record Beginning(PlacementFolder folder, Machine machine, Instant now) {

    /** Call it under the placement's lock. */
    DeploymentId of(Kind kind, DeployOrder order) throws IOException, DeploymentRefused {
        var id = "d-"
                + Digest.of(order.token().getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 12);
        var state = folder.read().orElseGet(PlacementState::new);
        var latest = state.latest;
        if ((latest != null && latest.id.equals(id)) || folder.archived(id).isPresent()) {
            return new DeploymentId(id);
        }
        new Admission(machine, state).admit(kind, order);
        if (latest != null) {
            if (!latest.ended()) {
                Ending.superseded(latest, id, now);
            }
            folder.archive(latest);
        }
        state.latest = deployment(id, kind, order);
        folder.write(state);
        return new DeploymentId(id);
    }

    private Deployment deployment(String id, Kind kind, DeployOrder order) {
        var revision = StoredRevision.of(order.revision());
        var last = order.lastVerified() == null ? null : StoredRevision.of(order.lastVerified());
        // Where the way back itself fails there is no point in trying the same again.
        var back = kind == Kind.ROLLBACK && last != null && last.fingerprint().equals(revision.fingerprint())
                ? null
                : last;
        var deployment = new Deployment(id, kind, revision, back, now);
        var settings = ProcessSettings.of(revision.settings());
        deployment.event(
                now,
                Level.INFO,
                "Deployment %s of %s begins: %d instances, at least %d healthy and at most %d at a time"
                        .formatted(
                                id,
                                revision.version(),
                                settings.instances(),
                                settings.bounds().least(settings.instances()),
                                settings.most(settings.instances())));
        return deployment;
    }
}
