package dev.slipway.target.process;

import dev.slipway.artifact.ArtifactMissing;
import dev.slipway.target.Finding;
import java.io.IOException;
import java.nio.file.Files;

/** Whether the bytes of the artifact are in the store and are what the digest says. */
final class ArtifactPresent implements PreCheck {

    @Override
    public String key() {
        return "artifact-present";
    }

    @Override
    public String title() {
        return "The artifact is in the store and matches its digest";
    }

    @Override
    public Finding check(Question question) throws IOException {
        var artifact = question.revision().artifact();
        try {
            var file = question.machine().artifacts().store().fetch(artifact.digest());
            return pass("%s, %d bytes, hashed just now: %s"
                    .formatted(
                            artifact.name(), Files.size(file), artifact.digest().abbreviated()));
        } catch (ArtifactMissing e) {
            return block(
                    String.valueOf(e.getMessage()),
                    "Upload the artifact of " + question.revision().version() + " again from " + artifact.location()
                            + ".");
        }
    }
}
