package dev.slipway.dashboard.placement.web;

import dev.slipway.artifact.Digest;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.Observed;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a placement is now, with what that is known by.
 *
 * @param title in a sentence
 * @param note what there is to say besides
 * @param seen when its target last answered
 * @param digests of what runs, each once
 * @param proven what was proven last
 * @param drift what deviates from it, in a line; empty if nothing does, or if it cannot be told
 * @param job number of the one that changes it
 */
record StateView(
        String project,
        Glyph glyph,
        String title,
        String note,
        @Nullable Instant seen,
        @Nullable Instant since,
        List<String> digests,
        @Nullable Proven proven,
        String drift,
        @Nullable Long job) {

    /** What a job has proven. */
    record Proven(String version, long job, String by, Instant at) {}

    static StateView of(PlacementNow now) {
        var observed = now.observed();
        var seen = observed == null ? null : observed.seen();
        var health = observed == null ? Health.UNKNOWN : observed.health();
        return new StateView(
                now.placement().key().project(),
                DashboardWords.glyph(health),
                title(health, seen),
                note(observed),
                seen == null ? null : seen.seen(),
                observed == null ? null : observed.since(),
                seen == null
                        ? List.of()
                        : seen.instances().stream()
                                .map(Observation.Instance::digest)
                                .map(Digest::abbreviated)
                                .distinct()
                                .toList(),
                proven(now.verified()),
                observed == null || observed.drift() == null
                        ? ""
                        : observed.drift().told(),
                now.job() == null ? null : now.job().number());
    }

    private static String title(Health health, @Nullable Observation seen) {
        var version = seen == null || seen.version() == null ? "" : seen.version();
        return switch (health) {
            case HEALTHY -> version + " is healthy" + counted(seen);
            case DEGRADED -> version + " is degraded" + counted(seen);
            case UNHEALTHY -> version + " is unhealthy" + counted(seen);
            case MOVING -> "Changing" + (version.isEmpty() ? "" : ", most run " + version) + counted(seen);
            case ABSENT -> "Nothing is deployed here";
            case UNKNOWN -> version.isEmpty() ? "Not known" : "Not known; " + version + " when it was last seen";
        };
    }

    private static String counted(@Nullable Observation seen) {
        return seen == null ? "" : ", " + seen.running() + " of " + seen.desired() + " run";
    }

    private static String note(@Nullable Observed observed) {
        if (observed == null) {
            return "It was not looked at yet.";
        }
        return observed.trouble().isEmpty() && observed.seen() != null
                ? observed.seen().note()
                : observed.trouble();
    }

    private static @Nullable Proven proven(@Nullable VerifiedRevision verified) {
        return verified == null
                ? null
                : new Proven(verified.revision().version(), verified.number(), verified.by(), verified.at());
    }
}
