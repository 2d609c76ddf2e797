package dev.slipway.release.web;

import dev.slipway.release.Release;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A release as it is answered. */
record ReleaseAnswer(
        String project,
        String service,
        String version,
        List<ArtifactAnswer> artifacts,
        @Nullable String commit,
        @Nullable String buildLink,
        Map<String, String> labels,
        @Nullable String notes,
        Instant registeredAt,
        String registeredBy,
        @Nullable String blocked) {

    static ReleaseAnswer of(Release release) {
        return new ReleaseAnswer(
                release.project(),
                release.service(),
                release.version(),
                release.artifacts().stream()
                        .map(artifact -> new ArtifactAnswer(
                                artifact.name(),
                                artifact.kind().name().toLowerCase(Locale.ROOT),
                                artifact.location(),
                                artifact.digest().value()))
                        .toList(),
                release.commit(),
                release.buildLink(),
                release.labels(),
                release.notes(),
                release.registeredAt(),
                release.registeredBy(),
                release.blocked());
    }

    /** One artifact. */
    record ArtifactAnswer(String name, String kind, String location, String digest) {}
}
