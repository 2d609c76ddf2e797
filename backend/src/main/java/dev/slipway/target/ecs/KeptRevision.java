package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.TargetSettings;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A revision as it is kept with a deployment.
 *
 * @param plain variables with their values, by name
 * @param secret references of secrets, by name; never a value
 */
record KeptRevision(
        String version,
        List<ArtifactReference> artifacts,
        ObjectNode settings,
        TreeMap<String, String> plain,
        TreeMap<String, String> secret) {

    static KeptRevision of(Revision revision) {
        var plain = new TreeMap<String, String>();
        var secret = new TreeMap<String, String>();
        revision.configuration().forEach((name, value) -> {
            switch (value) {
                case ConfigurationValue.Plain known -> plain.put(name, known.value());
                case ConfigurationValue.Secret hidden ->
                    secret.put(name, hidden.reference().toString());
            }
        });
        return new KeptRevision(
                revision.version(), revision.artifacts(), revision.settings().own(), plain, secret);
    }

    Revision revision() {
        var values = new HashMap<String, ConfigurationValue>();
        plain.forEach((name, value) -> values.put(name, new ConfigurationValue.Plain(value)));
        secret.forEach(
                (name, reference) -> values.put(name, new ConfigurationValue.Secret(SecretReference.parse(reference))));
        return new Revision(version, artifacts, new TargetSettings(settings), values);
    }

    EcsSettings ecs() {
        return EcsSettings.of(new TargetSettings(settings));
    }

    /** Whether it stands for the same artifacts under the same version. */
    boolean runsTheSameAs(KeptRevision other) {
        return version.equals(other.version) && artifacts.equals(other.artifacts);
    }
}
