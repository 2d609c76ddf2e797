package dev.slipway.step;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactReference.Kind;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.target.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** An archive of a release, unpacked for as long as it is needed. */
record ReleaseFolder(Path path) implements AutoCloseable {

    static ReleaseFolder unpacked(ArtifactStore artifacts, Revision revision, Optional<String> name)
            throws StepRefused, IOException {
        var artifact = revision.artifacts().stream()
                .filter(candidate -> candidate.kind() == Kind.ARCHIVE)
                .filter(candidate -> name.isEmpty() || candidate.name().equals(name.get()))
                .map(ArtifactReference::digest)
                .findFirst()
                .orElseThrow(() -> new StepRefused(
                        "Release " + revision.version() + " has no archive"
                                + name.map(" named "::concat).orElse(""),
                        "Put the migrations into an archive of the release."));
        var folder = new ReleaseFolder(Files.createTempDirectory("slipway-release"));
        try {
            new Archive(artifacts.fetch(artifact), Archive.Limits.DEFAULT).unpack(folder.path());
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
