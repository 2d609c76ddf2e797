package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;

import dev.slipway.artifact.ArtifactMissing;
import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the bytes of the release's files are there and are what their digests say; images are the target's to check. */
@Component
@Order(2)
class ArtifactCheck implements PreCheck {

    private final ArtifactStore artifacts;

    ArtifactCheck(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public String key() {
        return "artifacts";
    }

    @Override
    public String about() {
        return "that the release's artifacts are present and match their digests";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var revision = context.placed().revision();
        if (revision == null) {
            return List.of();
        }
        return revision.artifacts().stream()
                .filter(artifact -> artifact.kind() != ArtifactReference.Kind.IMAGE)
                .map(this::find)
                .toList();
    }

    private Finding find(ArtifactReference artifact) {
        var key = "artifact-" + artifact.name();
        var title = "Artifact " + artifact.name() + " is present";
        try {
            artifacts.fetch(artifact.digest());
            return new Finding(
                    key, title, PASS, "its bytes match " + artifact.digest().abbreviated(), "");
        } catch (ArtifactMissing e) {
            return new Finding(key, title, BLOCK, Reason.of(e), "Upload the artifact again.");
        } catch (IOException e) {
            return new Finding(
                    key,
                    title,
                    UNKNOWN,
                    "The store cannot be read: " + Reason.of(e),
                    "Look at the portal's data folder.");
        }
    }
}
