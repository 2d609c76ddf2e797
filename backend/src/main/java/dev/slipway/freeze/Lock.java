package dev.slipway.freeze;

import dev.slipway.identity.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody keeps a placement or environment for themselves.
 *
 * @param service null for all of the environment
 * @param ownerId whose jobs pass
 * @param expires null if it stays until somebody opens it
 */
public record Lock(
        long id,
        String project,
        String environment,
        @Nullable String service,
        String ownerId,
        String owner,
        String reason,
        Instant since,
        @Nullable Instant expires) {

    /** In words, such as {@code web in prod}. */
    public Place place() {
        return new Place(project, environment, service);
    }

    public String told() {
        return service == null ? environment : service + " in " + environment;
    }
}
