package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.process.Deployment.Kind;

/** Refuses what cannot work before anything is changed. */
record Admission(Machine machine, PlacementState state) {

    void admit(Kind kind, DeployOrder order) throws DeploymentRefused {
        runnable(order.revision());
        var revision = StoredRevision.of(order.revision());
        var artifact = revision.artifact();
        if (!machine.artifacts().store().has(artifact.digest())) {
            throw new DeploymentRefused("Artifact %s (%s) of %s is not in the artifact store; upload it again"
                    .formatted(artifact.name(), artifact.digest().abbreviated(), revision.version()));
        }
        for (var value : order.revision().configuration().values()) {
            try {
                machine.secrets().resolve(value);
            } catch (SecretUnavailable e) {
                throw new DeploymentRefused(String.valueOf(e.getMessage()));
            }
        }
        if (kind == Kind.FORCE && state.live().findAny().isEmpty()) {
            throw new DeploymentRefused("Nothing runs here that could be replaced; deploy a release first");
        }
    }

    static void runnable(Revision revision) throws DeploymentRefused {
        var problems = ProcessSettings.problems(revision.settings().own());
        if (!problems.isEmpty()) {
            var first = problems.getFirst();
            throw new DeploymentRefused("The setting " + first.path() + " " + first.rule() + ". " + first.remedy());
        }
        if (revision.artifacts().stream().allMatch(a -> a.kind() == ArtifactReference.Kind.IMAGE)) {
            throw new DeploymentRefused(
                    "Release " + revision.version() + " has only images; a process needs an archive or a file");
        }
        for (var name : revision.configuration().keySet()) {
            // A shell stands between the portal and the command, and shells drop other names silently.
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new DeploymentRefused(
                        "The variable '" + name + "' cannot be an environment variable; use letters, digits and _");
            }
        }
    }

    static void scalable(PlacementState state, int desired) throws DeploymentRefused {
        var revision = state.steady;
        if (state.underWay().isPresent()) {
            throw new DeploymentRefused("A deployment is under way; scale when it has ended");
        }
        if (revision == null) {
            throw new DeploymentRefused("Nothing proven runs here that could be scaled; deploy a release first");
        }
        var ports = ProcessSettings.of(revision.settings()).ports();
        if (desired < 0 || desired > 100) {
            throw new DeploymentRefused("The number of instances must be from 0 to 100");
        }
        if (ports != null && ports.size() < desired) {
            throw new DeploymentRefused(
                    "The ports " + ports + " are too few for " + desired + " instances; widen the range");
        }
    }
}
