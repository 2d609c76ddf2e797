package dev.slipway.target.process;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactMissing;
import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Artifacts ready to run, shared by all placements: {@code unpacked/KIND-HEX/content} with {@code tree}, the digest of
 * all its files, taken when it was unpacked from verified bytes.
 */
record UnpackedArtifacts(Path folder, ArtifactStore store) {

    /**
     * The unpacked folder, or the file; verified to hold what the digest's bytes unpack to.
     *
     * @throws ArtifactMissing if the store does not have it or what was unpacked has been changed since
     */
    Path ready(ArtifactReference artifact) throws IOException {
        var home = home(artifact);
        if (!Files.exists(home.resolve("tree"))) {
            unpack(artifact, home);
        }
        verify(artifact);
        return content(artifact, home);
    }

    /** @throws ArtifactMissing if the files are not those of the digest */
    void verify(ArtifactReference artifact) throws IOException {
        var home = home(artifact);
        if (!Files.exists(home.resolve("tree"))) {
            throw new ArtifactMissing(artifact.digest(), "it was removed from " + home);
        }
        var recorded = Files.readString(home.resolve("tree")).strip();
        if (!recorded.equals(tree(home.resolve("content")).value())) {
            throw new ArtifactMissing(artifact.digest(), "its unpacked files in " + home + " have been changed");
        }
    }

    private void unpack(ArtifactReference artifact, Path home) throws IOException {
        var bytes = store.fetch(artifact.digest());
        Files.createDirectories(folder);
        var partial = Files.createTempDirectory(folder, "unpacking");
        try {
            if (artifact.kind() == ArtifactReference.Kind.ARCHIVE) {
                new Archive(bytes, Archive.Limits.DEFAULT).unpack(content(artifact, partial));
            } else {
                var file = content(artifact, partial);
                Files.createDirectories(file.getParent());
                Files.copy(bytes, file);
                if (!file.toFile().setExecutable(true, true)) {
                    throw new IOException("Cannot make " + file + " executable");
                }
            }
            Files.writeString(
                    partial.resolve("tree"), tree(partial.resolve("content")).value());
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another portal may have been faster with the same bytes.
            if (!Files.exists(home.resolve("tree"))) {
                throw e;
            }
        } finally {
            remove(partial);
        }
    }

    private Path home(ArtifactReference artifact) {
        return folder.resolve(artifact.kind().name().toLowerCase(java.util.Locale.ROOT) + "-"
                + artifact.digest().hex());
    }

    private static Path content(ArtifactReference artifact, Path home) {
        var content = home.resolve("content");
        return artifact.kind() == ArtifactReference.Kind.ARCHIVE ? content : content.resolve("artifact");
    }

    /** Of every file's path, size and bytes, in the order of paths. */
    private static Digest tree(Path content) throws IOException {
        var listing = new StringBuilder();
        try (Stream<Path> files = Files.walk(content)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                listing.append(content.relativize(file))
                        .append('\0')
                        .append(Digest.of(file))
                        .append('\n');
            }
        }
        return Digest.of(listing.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
