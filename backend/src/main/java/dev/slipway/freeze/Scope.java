package dev.slipway.freeze;

import dev.slipway.identity.Place;
import dev.slipway.target.PlacementKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held; null stands for all of it, so that a scope of nothing but nulls is everything. */
public record Scope(
        @Nullable String project,
        @Nullable String environment,
        @Nullable String service) {

    boolean touches(String inProject, String inEnvironment, List<PlacementKey> placements) {
        return (project == null || project.equals(inProject))
                && (environment == null || environment.equals(inEnvironment))
                && (service == null
                        || placements.stream().anyMatch(p -> p.service().equals(service)));
    }

    /** In words, such as {@code web in prod}. */
    public Place place() {
        return new Place(project, environment, service);
    }

    public String told() {
        var where = environment == null ? (project == null ? "everywhere" : "every environment") : environment;
        return service == null ? where : service + " in " + where;
    }
}
