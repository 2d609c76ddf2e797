package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactMissing;
import dev.slipway.target.Finding;
import dev.slipway.target.SecretUnavailable;
import java.io.IOException;

/** Whether the way back works: the last verified revision still has its bytes, its secrets and valid settings. */
final class RollbackReady implements PreCheck {

    @Override
    public String key() {
        return "rollback-ready";
    }

    @Override
    public String title() {
        return "What it would roll back to";
    }

    @Override
    public Finding check(Question question) throws IOException {
        var last = question.order().lastVerified();
        if (last == null) {
            return warn(
                    "Nothing was proven here before: a rollout that fails ends with its instances stopped",
                    "Nothing to do for a first deployment; be ready to act if it fails.");
        }
        var revision = StoredRevision.of(last);
        var remedy = "Restore it, or deploy knowing that a failure cannot be undone by itself.";
        var problems = ProcessSettings.problems(revision.settings());
        if (!problems.isEmpty()) {
            return warn(
                    "The settings of " + last.version() + " are no longer valid: "
                            + problems.getFirst().path() + " "
                            + problems.getFirst().rule(),
                    remedy);
        }
        try {
            question.machine().artifacts().store().fetch(revision.artifact().digest());
            for (var value : last.configuration().values()) {
                question.machine().secrets().resolve(value);
            }
            return pass("%s: %s is in the store and its secrets can be read"
                    .formatted(last.version(), revision.artifact().digest().abbreviated()));
        } catch (ArtifactMissing | SecretUnavailable e) {
            return warn(last.version() + " could not be brought back: " + e.getMessage(), remedy);
        }
    }
}
