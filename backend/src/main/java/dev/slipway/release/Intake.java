package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactReference.Kind;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Digest;
import dev.slipway.release.NewRelease.NewArtifact;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sees to it that the bytes of a release's artifacts are in the store and are what their digests say. Blocks. */
@Component
class Intake {

    private final ArtifactStore store;

    Intake(ArtifactStore store) {
        this.store = store;
    }

    /** @throws InvalidInput naming every artifact whose bytes are missing or other ones */
    List<ArtifactReference> take(List<NewArtifact> artifacts) throws IOException {
        var taken = new ArrayList<ArtifactReference>();
        var problems = new ArrayList<FieldProblem>();
        for (var i = 0; i < artifacts.size(); i++) {
            var artifact = artifacts.get(i);
            if (artifact.path() != null) {
                takeFile("artifacts." + i + ".path", artifact.path(), artifact.digest(), problems);
            } else if (artifact.kind() != Kind.IMAGE && !store.has(artifact.digest())) {
                problems.add(new FieldProblem(
                        "artifacts." + i + ".digest",
                        "The bytes of %s must be in the store"
                                .formatted(artifact.digest().abbreviated()),
                        "Upload the artifact first, or give the path of its file"));
            }
            taken.add(new ArtifactReference(artifact.name(), artifact.kind(), location(artifact), artifact.digest()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput("The release's artifacts cannot be used", problems);
        }
        return taken;
    }

    /** The digest is asked for beforehand, so that a path tells nobody what they do not know already. */
    private void takeFile(String field, String path, Digest expected, List<FieldProblem> problems) throws IOException {
        var file = regularFile(path);
        if (file.isEmpty()) {
            problems.add(new FieldProblem(
                    field,
                    "There must be a readable file %s on the portal's machine".formatted(path),
                    "Check the absolute path, or upload the artifact"));
            return;
        }
        if (!Digest.of(file.get()).equals(expected)) {
            problems.add(other(field, path, expected));
            return;
        }
        try (var in = Files.newInputStream(file.get())) {
            if (!store.put(in).equals(expected)) {
                problems.add(other(field, path, expected));
            }
        }
    }

    private static FieldProblem other(String field, String path, Digest expected) {
        return new FieldProblem(
                field,
                "The bytes of %s must be %s, and are not".formatted(path, expected.abbreviated()),
                "Check whether the file is the one that was built, and its SHA-256");
    }

    private static Optional<Path> regularFile(String text) {
        try {
            var path = Path.of(text);
            return path.isAbsolute() && Files.isRegularFile(path) && Files.isReadable(path)
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String location(NewArtifact artifact) {
        if (artifact.location() != null && !artifact.location().isBlank()) {
            return artifact.location();
        }
        return artifact.path() != null ? artifact.path() : "uploaded";
    }
}
