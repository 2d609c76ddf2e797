package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of artifacts by digest. Only whether it is blocked may change.
 *
 * @param blocked reason it must not be deployed, if it must not
 */
public record Release(
        String project,
        String service,
        String version,
        List<ArtifactReference> artifacts,
        @Nullable String commit,
        @Nullable String buildLink,
        Map<String, String> labels,
        @Nullable String notes,
        Instant registeredAt,
        String registeredBy,
        @Nullable String blocked) {

    public Release {
        artifacts = List.copyOf(artifacts);
        labels = Map.copyOf(labels);
    }
}
