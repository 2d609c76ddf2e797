package dev.slipway.dashboard;

import dev.slipway.approval.BrokenGlass;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.target.PlacementKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a project at one moment.
 *
 * @param placements what is defined, with what is known of it
 * @param open jobs that are not over, oldest first
 * @param ended jobs that ended last, newest first
 * @param versions of each service, newest first
 * @param reviews of broken glass that are open, the most urgent first
 */
public record Overview(
        Project project,
        Map<PlacementKey, At> placements,
        List<JobDetail> open,
        List<Job> ended,
        Map<String, List<String>> versions,
        List<BrokenGlass> reviews) {

    public Overview {
        placements = Map.copyOf(placements);
        open = List.copyOf(open);
        ended = List.copyOf(ended);
        versions = Map.copyOf(versions);
        reviews = List.copyOf(reviews);
    }

    /**
     * A placement with what is known of it.
     *
     * @param last the last job that changed it or is changing it
     */
    public record At(
            Placement placement,
            @Nullable Observed observed,
            @Nullable VerifiedRevision verified,
            @Nullable Job last) {

        /** The version that was seen there; else, when it was never seen, the one that was proven. */
        public @Nullable String version() {
            if (observed != null && observed.seen() != null) {
                return observed.seen().version();
            }
            return verified == null ? null : verified.revision().version();
        }
    }

    public Optional<At> at(String environment, String service) {
        return Optional.ofNullable(placements.get(new PlacementKey(project.key(), environment, service)));
    }

    /** The job that changes a placement now, or is next to; else one that looks at it. */
    public Optional<JobDetail> openAt(PlacementKey key) {
        var there = open.stream()
                .filter(detail -> detail.job().order().environment().equals(key.environment())
                        && detail.job().order().placement(key.service()).isPresent()
                        && !detail.job().order().dryRun())
                .toList();
        return there.stream()
                .filter(detail -> deploys(detail.job()))
                .findFirst()
                .or(() -> there.stream().findFirst());
    }

    /** Whether another version may run there once the job has ended. */
    public static boolean deploys(Job job) {
        return job.steps().stream().anyMatch(run -> run.kind().equals("deploy"));
    }

    /** How many releases a placement is behind those it gets its releases from; the environment that is farthest ahead. */
    public Optional<Behind> behind(At at) {
        var key = at.placement().key();
        var known = versions.getOrDefault(key.service(), List.of());
        var own = known.indexOf(String.valueOf(at.version()));
        return at.placement().environment().promotesFrom().stream()
                .flatMap(from -> at(from, key.service()).stream())
                .filter(upstream -> own >= 0 && known.contains(String.valueOf(upstream.version())))
                .map(upstream -> new Behind(
                        own - known.indexOf(String.valueOf(upstream.version())),
                        upstream.placement().key().environment()))
                .filter(behind -> behind.releases() > 0)
                .reduce((a, b) -> a.releases() >= b.releases() ? a : b);
    }

    /** By how many releases, and behind which environment. */
    public record Behind(int releases, String environment) {}
}
