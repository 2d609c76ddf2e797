package dev.slipway.delivery.web;

import dev.slipway.delivery.Deployment;
import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Incident;
import dev.slipway.target.Outcome;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deployment in a list.
 *
 * @param note what the number it stands behind makes of it
 * @param restoredBy number of the job after which all was well again
 */
record DeploymentRow(
        long job,
        String service,
        String environment,
        @Nullable String version,
        Glyph glyph,
        Instant ended,
        String note,
        @Nullable Long restoredBy) {

    static List<DeploymentRow> of(Behind behind, List<Deployment> deployments, Figures figures, int most) {
        return deployments.reversed().stream()
                .limit(most)
                .map(one -> of(behind, one, figures))
                .toList();
    }

    private static DeploymentRow of(Behind behind, Deployment one, Figures figures) {
        var incident = behind == Behind.RESTORE || behind == Behind.OPEN
                ? figures.incidents().stream()
                        .filter(it -> it.cause().equals(one))
                        .findFirst()
                        .orElse(null)
                : null;
        var end = incident == null ? null : incident.end();
        return new DeploymentRow(
                one.job(),
                one.service(),
                one.environment(),
                one.version(),
                glyph(one.outcome()),
                one.ended(),
                incident != null ? restored(incident) : note(behind, one),
                end == null ? null : end.job());
    }

    private static String note(Behind behind, Deployment one) {
        return switch (behind) {
            case LEAD ->
                Words.time(one.leadFromRelease()) + " from release, " + Words.time(one.leadFromCommit())
                        + " from commit";
            case FAILED -> one.outcome() == Outcome.SUCCEEDED ? "proven, and undone by a rollback later" : "";
            default -> "";
        };
    }

    private static String restored(Incident incident) {
        return incident.end() == null
                ? "not restored within the window"
                : "restored after " + Words.time(incident.lasted());
    }

    static Glyph glyph(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> new Glyph("ok", "succeeded");
            case ROLLED_BACK -> new Glyph("bad", "rolled back");
            case FAILED -> new Glyph("bad", "failed");
            case CANCELLED -> new Glyph("skip", "cancelled");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
