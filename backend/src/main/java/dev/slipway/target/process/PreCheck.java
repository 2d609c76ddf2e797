package dev.slipway.target.process;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import java.io.IOException;

/** One question asked before a deployment; what cannot be told is unknown. */
interface PreCheck {

    String key();

    String title();

    /** @throws IOException if it cannot be told; becomes a finding of its own */
    Finding check(Question question) throws IOException;

    /**
     * What is asked about.
     *
     * @param settings of the revision to deploy, known to be valid
     */
    record Question(
            DeployOrder order,
            StoredRevision revision,
            ProcessSettings settings,
            PlacementState state,
            Machine machine) {}

    default Finding pass(String evidence) {
        return new Finding(key(), title(), Result.PASS, evidence, "");
    }

    default Finding warn(String evidence, String remedy) {
        return new Finding(key(), title(), Result.WARN, evidence, remedy);
    }

    default Finding block(String evidence, String remedy) {
        return new Finding(key(), title(), Result.BLOCK, evidence, remedy);
    }

    default Finding unknown(String evidence) {
        return new Finding(key(), title(), Result.UNKNOWN, evidence, "Look at the evidence and check by hand.");
    }
}
