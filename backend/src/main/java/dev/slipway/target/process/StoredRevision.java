package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.TargetSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A revision as it is kept on disk.
 *
 * @param plain variables with their values, by name
 * @param secret references of secrets, by name; never a value
 */
record StoredRevision(
        String version,
        List<ArtifactReference> artifacts,
        ObjectNode settings,
        TreeMap<String, String> plain,
        TreeMap<String, String> secret) {

    static StoredRevision of(Revision revision) {
        var plain = new TreeMap<String, String>();
        var secret = new TreeMap<String, String>();
        revision.configuration().forEach((name, value) -> {
            switch (value) {
                case ConfigurationValue.Plain known -> plain.put(name, known.value());
                case ConfigurationValue.Secret hidden ->
                    secret.put(name, hidden.reference().toString());
            }
        });
        return new StoredRevision(
                revision.version(), revision.artifacts(), revision.settings().own(), plain, secret);
    }

    Revision revision() {
        return new Revision(version, artifacts, new TargetSettings(settings), configuration());
    }

    Map<String, ConfigurationValue> configuration() {
        var values = new HashMap<String, ConfigurationValue>();
        plain.forEach((name, value) -> values.put(name, new ConfigurationValue.Plain(value)));
        secret.forEach(
                (name, reference) -> values.put(name, new ConfigurationValue.Secret(SecretReference.parse(reference))));
        return values;
    }

    /** The same for revisions that run the same bytes with the same settings and variables. */
    Digest fingerprint() {
        return Digest.of(
                (version + artifacts.stream().map(ArtifactReference::digest).toList() + settings + plain + secret)
                        .getBytes(StandardCharsets.UTF_8));
    }

    boolean hasArtifact() {
        return artifacts.stream().anyMatch(artifact -> artifact.kind() != ArtifactReference.Kind.IMAGE);
    }

    /** The artifact that runs: the first archive or file. */
    ArtifactReference artifact() {
        return artifacts.stream()
                .filter(artifact -> artifact.kind() != ArtifactReference.Kind.IMAGE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Release " + version + " has no archive or file, and an image does not run as a process"));
    }
}
