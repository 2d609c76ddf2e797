package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import dev.slipway.health.Observed;
import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.target.Observation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs where, as the dashboard knows it at this moment. */
record StatusAnswer(@Schema(example = "shop") String project, Instant at, List<Placed> placements) {

    /**
     * A service in an environment.
     *
     * @param version seen there when it was last seen
     * @param digests what instances run, by their target
     * @param health as it may be shown now; UNKNOWN when it cannot be seen or was not looked at lately
     * @param seen when its target last answered
     * @param drift whether something else runs than what was proven; null if that cannot be told
     * @param job number of the job that changes it now
     * @param load what it has to do, as far as it is known now; null is what is not told
     */
    record Placed(
            @Schema(example = "prod") String environment,
            @Schema(example = "web") String service,
            @Schema(example = "HEALTHY") Health health,
            @Schema(example = "1.4.0") @Nullable String version,
            @Schema(example = "[\"sha256:77ab9f02c1d4…\"]") List<String> digests,
            @Nullable Integer desired,
            @Nullable Integer running,
            @Nullable Instant seen,
            @Schema(example = "cannot reach AWS") String trouble,
            @Nullable Proven proven,
            @Nullable Boolean drift,
            @Nullable Long job,
            Load load) {}

    /** What a job has proven there last. */
    record Proven(
            @Schema(example = "1.4.0") String version,
            @Schema(example = "42") long job,
            Instant at,
            String by) {}

    static StatusAnswer of(Overview overview, Instant now) {
        var project = overview.project();
        return new StatusAnswer(
                project.key(),
                now,
                project.environments().stream()
                        .flatMap(environment -> project.services().stream()
                                .flatMap(service -> overview.at(environment.key(), service.key()).stream()))
                        .map(at -> placed(overview, at))
                        .toList());
    }

    static Placed placed(Overview overview, Overview.At at) {
        var key = at.placement().key();
        var observed = at.observed();
        var seen = observed == null ? null : observed.seen();
        return new Placed(
                key.environment(),
                key.service(),
                observed == null ? Health.UNKNOWN : observed.health(),
                seen == null ? null : seen.version(),
                digests(seen),
                seen == null ? null : seen.desired(),
                seen == null ? null : seen.running(),
                seen == null ? null : seen.seen(),
                observed == null ? "not looked at yet" : observed.trouble(),
                proven(at),
                drift(at, observed),
                overview.openAt(key).map(detail -> detail.job().number()).orElse(null),
                observed == null ? Load.NONE : observed.load());
    }

    private static List<String> digests(@Nullable Observation seen) {
        return seen == null
                ? List.of()
                : seen.instances().stream()
                        .map(one -> one.digest().toString())
                        .distinct()
                        .toList();
    }

    private static @Nullable Proven proven(Overview.At at) {
        var verified = at.verified();
        return verified == null
                ? null
                : new Proven(verified.revision().version(), verified.number(), verified.at(), verified.by());
    }

    private static @Nullable Boolean drift(Overview.At at, @Nullable Observed observed) {
        if (at.verified() == null || observed == null || observed.health() == Health.UNKNOWN) {
            return null;
        }
        return observed.seen() == null || observed.seen().moving() ? null : observed.drift() != null;
    }
}
