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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Artifacts ready to run, shared by all placements: {@code unpacked/KIND-HEX-N/content} with {@code tree}, the digest of
 * all its files, taken when it was unpacked from verified bytes. N grows when a copy was changed: what runs from the
 * changed one keeps it, what starts gets a fresh one.
 */
record UnpackedArtifacts(Path folder, ArtifactStore store) {

    private static final int MOST_COPIES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PARTIAL = "unpacking";
    private static final Pattern HOME = Pattern.compile("\\A[a-z]++-([0-9a-f]{64})-\\d+");

    /** @param home the folder of this copy, to verify it by later */
    record Copy(Path home, Path content) {}

    /**
     * A copy that is verified to hold what the digest's bytes unpack to; its content is the folder, or the file.
     *
     * @throws ArtifactMissing if the store does not have it, or every copy has been changed
     */
    Copy ready(ArtifactReference artifact) throws IOException {
        try (var _ = lock(artifact.digest().hex())) {
            return verified(artifact);
        }
    }

    private Copy verified(ArtifactReference artifact) throws IOException {
        for (var copy = 0; copy < MOST_COPIES; copy++) {
            var home = home(artifact, copy);
            if (!Files.exists(home.resolve("tree"))) {
                unpack(artifact, home);
            }
            if (holds(home)) {
                return new Copy(home, content(artifact, home));
            }
        }
        throw new ArtifactMissing(
                artifact.digest(), "its unpacked files in " + folder + " are changed again and again");
    }

    /** Whether the files of the copy are those that were unpacked. */
    boolean holds(Path home) throws IOException {
        return Files.exists(home.resolve("tree"))
                && Files.readString(home.resolve("tree"))
                        .strip()
                        .equals(tree(home.resolve("content")).value());
    }

    private void unpack(ArtifactReference artifact, Path home) throws IOException {
        var bytes = store.fetch(artifact.digest());
        Files.createDirectories(folder);
        var partial = Files.createTempDirectory(folder, PARTIAL);
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
            new FolderTree(partial).remove();
        }
    }

    private Path home(ArtifactReference artifact, int copy) {
        var kind = artifact.kind().name().toLowerCase(Locale.ROOT);
        return folder.resolve(kind + "-" + artifact.digest().hex() + "-" + copy);
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

    /**
     * Removes artifacts that nothing uses, and what a killed portal left half unpacked.
     *
     * @param used the digests in use; asked again for each under the lock that {@link #ready} takes, and whoever calls
     *     that has noted on disk before what for
     * @param most how many folders at most
     * @return how many were removed
     */
    int removeUnused(Used used, Instant abandoned, int most) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        var removed = 0;
        var first = used.digests();
        for (var home : homes()) {
            if (removed >= most) {
                break;
            }
            var name = HOME.matcher(home.getFileName().toString());
            if (name.matches() && !first.contains(name.group(1))) {
                try (var _ = lock(name.group(1))) {
                    if (!used.digests().contains(name.group(1))) {
                        removeWhole(home);
                        removed++;
                    }
                }
            } else if (home.getFileName().toString().startsWith(PARTIAL)
                    && Files.getLastModifiedTime(home).toInstant().isBefore(abandoned)) {
                new FolderTree(home).remove();
                removed++;
            }
        }
        return removed;
    }

    /** Aside first: a portal killed half-way leaves no home that lacks files. */
    private void removeWhole(Path home) throws IOException {
        var aside = Files.createTempDirectory(folder, PARTIAL);
        Files.move(home, aside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
        new FolderTree(aside).remove();
    }

    /** What is in use, as the disk says now. */
    interface Used {

        /** In hexadecimal digits. */
        Set<String> digests() throws IOException;
    }

    private List<Path> homes() throws IOException {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.sorted().toList();
        }
    }

    private PlacementLock.Held lock(String hex) throws IOException {
        return PlacementLock.of(folder.resolve("locks").resolve(hex))
                .tryTake(PATIENCE)
                .orElseThrow(() -> new IOException(
                        "The unpacked files of " + hex + " have been busy for " + PATIENCE.toSeconds() + " s"));
    }
}
