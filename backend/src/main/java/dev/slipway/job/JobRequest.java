package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Place;
import dev.slipway.job.spi.WhenSame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a job.
 *
 * @param services in the order they are worked on; empty for a pipeline that needs no placement
 * @param idempotencyKey two equal requests with the same key make one job
 * @param note why, in the words of who asks
 * @param whenSame what to do where a release runs already
 */
public record JobRequest(
        String project,
        String pipeline,
        String environment,
        List<ServiceVersion> services,
        boolean dryRun,
        OnFailure onFailure,
        @Nullable String idempotencyKey,
        @Nullable String note,
        Actor actor,
        WhenSame whenSame) {

    /** One that replaces nothing where its releases run already. */
    public JobRequest(
            String project,
            String pipeline,
            String environment,
            List<ServiceVersion> services,
            boolean dryRun,
            OnFailure onFailure,
            @Nullable String idempotencyKey,
            @Nullable String note,
            Actor actor) {
        this(project, pipeline, environment, services, dryRun, onFailure, idempotencyKey, note, actor, WhenSame.LEAVE);
    }

    public JobRequest {
        services = List.copyOf(services);
    }

    /**
     * A service and the release of it.
     *
     * @param version null where the pipeline needs none, such as a forced update
     */
    /** All it would change: places of its services, or the whole environment if it names none. */
    public List<Place> places() {
        return services.isEmpty()
                ? List.of(Place.of(project, environment))
                : services.stream()
                        .map(one -> new Place(project, environment, one.service()))
                        .toList();
    }

    public record ServiceVersion(String service, @Nullable String version) {}
}
