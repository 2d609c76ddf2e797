package dev.slipway.target;

import dev.slipway.artifact.ArtifactReference;
import java.util.List;
import java.util.Map;

/**
 * What is to run: a release's artifacts with the configuration of one placement.
 *
 * @param version the release's version
 * @param artifacts the release's artifacts; never empty
 * @param settings the placement's settings for its target, as the definition holds them
 * @param configuration variables by name, nearest value already chosen
 */
public record Revision(
        String version,
        List<ArtifactReference> artifacts,
        TargetSettings settings,
        Map<String, ConfigurationValue> configuration) {

    public Revision {
        artifacts = List.copyOf(artifacts);
        configuration = Map.copyOf(configuration);
        if (artifacts.isEmpty()) {
            throw new IllegalArgumentException("Release " + version + " has no artifact to run");
        }
    }
}
