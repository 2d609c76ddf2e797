package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.pipeline.Pipeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for; never changes.
 *
 * @param pipeline the version the job started with
 * @param placements in the order of the services
 * @param dryRun whether it only tells every action
 * @param parent the job this one runs again, by its number
 * @param note why, in the words of who asked
 * @param whenSame what to do where the release runs already
 */
public record JobOrder(
        Pipeline pipeline,
        String environment,
        List<JobPlacement> placements,
        boolean dryRun,
        OnFailure onFailure,
        Actor requestedBy,
        Instant requestedAt,
        @Nullable Long parent,
        @Nullable String note,
        WhenSame whenSame) {

    /** @param whenSame null in what was written before there was a choice */
    public JobOrder {
        placements = List.copyOf(placements);
        whenSame = whenSame == null ? WhenSame.LEAVE : whenSame;
    }

    /** One that replaces nothing where its releases run already. */
    public JobOrder(
            Pipeline pipeline,
            String environment,
            List<JobPlacement> placements,
            boolean dryRun,
            OnFailure onFailure,
            Actor requestedBy,
            Instant requestedAt,
            @Nullable Long parent,
            @Nullable String note) {
        this(
                pipeline,
                environment,
                placements,
                dryRun,
                onFailure,
                requestedBy,
                requestedAt,
                parent,
                note,
                WhenSame.LEAVE);
    }

    public Optional<JobPlacement> placement(String service) {
        return placements.stream().filter(p -> p.service().equals(service)).findFirst();
    }

    /** Whether its release is to be deployed, rather than something to look at or to return to. */
    boolean deploys() {
        return pipeline.steps().stream().anyMatch(step -> step.kind().equals("deploy"));
    }

    JobOrder placements(List<JobPlacement> changed) {
        return new JobOrder(
                pipeline, environment, changed, dryRun, onFailure, requestedBy, requestedAt, parent, note, whenSame);
    }

    /** The same with the definitions of now, linked to the old job. */
    JobOrder rerunOf(Job old, Actor actor) {
        return new JobOrder(
                pipeline,
                environment,
                placements,
                dryRun,
                onFailure,
                actor,
                requestedAt,
                old.number(),
                "Again #" + old.number(),
                old.order().whenSame);
    }

    /** What it is about in words, such as {@code web 1.1.0 → dev}. */
    public String subject() {
        var services = placements.size() > 2
                ? placements.getFirst().service() + " and " + (placements.size() - 1) + " more"
                : placements.stream()
                        .map(p -> p.version() == null ? p.service() : p.service() + " " + p.version())
                        .collect(Collectors.joining(", "));
        return services.isEmpty() ? environment : services + " → " + environment;
    }

    /** What it is in words, such as {@code Deploy web 1.1.0 → dev}. */
    public String title() {
        return pipeline.title() + " " + (placements.isEmpty() ? "→ " : "") + subject();
    }
}
