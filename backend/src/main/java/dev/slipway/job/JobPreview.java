package dev.slipway.job;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.Finding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job would do, before it is asked for.
 *
 * @param steps every action of every step that would run
 * @param estimate how long such a job usually takes; null without a history
 */
public record JobPreview(
        List<ServiceChange> services,
        List<PlannedStep> steps,
        List<LockHolder> lockedBy,
        @Nullable Duration estimate) {

    public JobPreview {
        services = List.copyOf(services);
        steps = List.copyOf(steps);
        lockedBy = List.copyOf(lockedBy);
    }

    /**
     * What would change at one placement, against the last revision this portal has proven there.
     *
     * @param from version that was last proven; null when none was
     * @param to version asked for; null when the job has no release
     * @param notes of the release, if it has any
     */
    public record ServiceChange(
            String service,
            @Nullable String from,
            @Nullable String to,
            List<ArtifactReference> oldArtifacts,
            List<ArtifactReference> newArtifacts,
            List<ConfigurationChange> configuration,
            List<Finding> findings,
            @Nullable String notes) {

        /** Those that become other ones, in the order of the release. */
        public List<ArtifactChange> changedArtifacts() {
            return newArtifacts.stream()
                    .map(after -> new ArtifactChange(
                            after.name(),
                            oldArtifacts.stream()
                                    .filter(before -> before.name().equals(after.name()))
                                    .map(before -> before.digest().abbreviated())
                                    .findFirst()
                                    .orElse(null),
                            after.digest().abbreviated()))
                    .filter(change -> !change.after().equals(change.before()))
                    .toList();
        }
    }

    /**
     * An artifact by its abbreviated digests.
     *
     * @param before null when it is new
     */
    public record ArtifactChange(String name, @Nullable String before, String after) {}

    /** One variable; secrets are shown as their references. */
    public record ConfigurationChange(
            String name, @Nullable String before, @Nullable String after) {}

    /**
     * One step run with its actions.
     *
     * @param repeats whether what it would bring runs already, so that only force would replace anything
     */
    public record PlannedStep(String name, String title, List<String> actions, boolean repeats) {}
}
