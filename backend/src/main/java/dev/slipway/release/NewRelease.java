package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A release somebody wants to register. */
public record NewRelease(
        String project,
        String service,
        String version,
        List<NewArtifact> artifacts,
        @Nullable String commit,
        @Nullable String buildLink,
        Map<String, String> labels,
        @Nullable String notes) {

    public NewRelease {
        artifacts = List.copyOf(artifacts);
        labels = Map.copyOf(labels);
    }

    /**
     * One of its artifacts.
     *
     * @param path a file on the portal's machine to take the bytes from; null when they were uploaded before, or for an image
     * @param location for an image its repository; information for the others
     * @param digest what the bytes must be
     */
    public record NewArtifact(
            String name,
            ArtifactReference.Kind kind,
            @Nullable String path,
            @Nullable String location,
            Digest digest) {}
}
