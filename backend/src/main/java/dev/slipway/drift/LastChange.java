package dev.slipway.drift;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last job that changed a placement, and what was adopted since.
 *
 * @param held whether a job may change it now
 * @param job its id; 0 if there was none
 * @param outcome how it ended for the service; null if it did not get to it
 * @param version it left there, by its proof
 * @param touched whether it began a deployment there
 * @param adopted what deviates and was adopted after that job, with what was seen of it
 */
record LastChange(
        boolean held,
        long job,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String outcome,
        @Nullable String version,
        boolean touched,
        Map<String, String> adopted) {

    /** Whether what it left may be something else than what was proven last. */
    boolean leftUnproven(String provenVersion) {
        if (!touched || outcome == null) {
            return false;
        }
        return switch (outcome) {
            case "SUCCEEDED", "ROLLED_BACK" -> !provenVersion.equals(version);
            default -> true;
        };
    }
}
