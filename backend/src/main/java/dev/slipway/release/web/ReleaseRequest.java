package dev.slipway.release.web;

import dev.slipway.artifact.ArtifactReference.Kind;
import dev.slipway.artifact.Digest;
import dev.slipway.release.NewRelease;
import dev.slipway.release.NewRelease.NewArtifact;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A release as it is sent; says everything that is missing or malformed at once. */
record ReleaseRequest(
        @Nullable String service,
        @Nullable String version,
        @Nullable List<ArtifactRequest> artifacts,
        @Nullable String commit,
        @Nullable String buildLink,
        @Nullable Map<String, String> labels,
        @Nullable String notes) {

    /**
     * One artifact.
     *
     * @param kind archive, file or image
     * @param path file on the portal's machine; leave out for uploaded bytes and images
     * @param location repository of an image
     * @param sha256 64 hexadecimal digits, with or without {@code sha256:} before them
     */
    record ArtifactRequest(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String path,
            @Nullable String location,
            @Nullable String sha256,
            @Nullable String digest) {}

    NewRelease of(String project) {
        var problems = new ArrayList<FieldProblem>();
        var service = required("service", this.service, "Name a service of the project", problems);
        var version = required("version", this.version, "Write it as in 1.4.2", problems);
        var artifacts = new ArrayList<NewArtifact>();
        var sent = this.artifacts == null ? List.<ArtifactRequest>of() : this.artifacts;
        for (var i = 0; i < sent.size(); i++) {
            artifact("artifacts." + i, sent.get(i), problems).ifPresent(artifacts::add);
        }
        if (sent.isEmpty()) {
            problems.add(new FieldProblem(
                    "artifacts", "A release must have at least one artifact", "Upload one, or name its file"));
        }
        var labels = this.labels == null ? Map.<String, String>of() : this.labels;
        labels.forEach((name, value) ->
                required("labels." + name, value, "Give the label a value, or leave it out", problems));
        if (!problems.isEmpty()) {
            throw new InvalidInput("The release is not complete", problems);
        }
        return new NewRelease(
                project,
                service,
                version,
                artifacts,
                blankToNull(commit),
                blankToNull(buildLink),
                labels,
                blankToNull(notes));
    }

    private static Optional<NewArtifact> artifact(String field, ArtifactRequest sent, List<FieldProblem> problems) {
        var kind = kind(field + ".kind", sent.kind(), problems);
        var digest = digest(field, sent, problems);
        if (kind.isEmpty() || digest.isEmpty()) {
            return Optional.empty();
        }
        var name = sent.name() == null || sent.name().isBlank() ? "app" : sent.name();
        return Optional.of(new NewArtifact(
                name, kind.get(), blankToNull(sent.path()), blankToNull(sent.location()), digest.get()));
    }

    private static Optional<Kind> kind(String field, @Nullable String text, List<FieldProblem> problems) {
        for (var kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(kind);
            }
        }
        problems.add(new FieldProblem(
                field, "An artifact must be an archive, a file or an image", "Write archive, file or image"));
        return Optional.empty();
    }

    private static Optional<Digest> digest(String field, ArtifactRequest sent, List<FieldProblem> problems) {
        var key = sent.digest() == null || sent.digest().isBlank() ? "sha256" : "digest";
        var text = key.equals("digest") ? sent.digest() : sent.sha256();
        var hex = text == null ? "" : text.strip().toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "");
        if (hex.matches("[0-9a-f]{64}")) {
            return Optional.of(Digest.ofHex(hex));
        }
        problems.add(new FieldProblem(
                field + "." + key,
                "An artifact must be known by the SHA-256 of its bytes, 64 hexadecimal digits",
                "Run sha256sum on the file, or upload it and use the digest that is answered"));
        return Optional.empty();
    }

    private static String required(String field, @Nullable String text, String remedy, List<FieldProblem> problems) {
        if (text == null || text.isBlank()) {
            problems.add(new FieldProblem(field, "It must be given", remedy));
            return "";
        }
        return text.strip();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
