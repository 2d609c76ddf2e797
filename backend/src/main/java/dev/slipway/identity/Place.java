package dev.slipway.identity;

import org.jspecify.annotations.Nullable;

/**
 * Where something is permitted or done; null means any.
 *
 * @param project null for all projects, and then so are the others
 */
public record Place(
        @Nullable String project,
        @Nullable String environment,
        @Nullable String service) {

    public static final Place EVERYWHERE = new Place(null, null, null);

    public Place {
        if (project == null && (environment != null || service != null)) {
            throw new IllegalArgumentException("An environment or service belongs to a project");
        }
    }

    public static Place of(String project) {
        return new Place(project, null, null);
    }

    public static Place of(String project, @Nullable String environment) {
        return new Place(project, environment, null);
    }

    /** Whether all of the other lies in this one. */
    boolean covers(Place other) {
        return covers(project, other.project)
                && covers(environment, other.environment)
                && covers(service, other.service);
    }

    /** Whether they share anything. */
    boolean meets(Place other) {
        return meets(project, other.project) && meets(environment, other.environment) && meets(service, other.service);
    }

    /** All of the project it lies in. */
    Place whole() {
        return project == null ? EVERYWHERE : of(project);
    }

    /** As people read it: {@code web in staging of shop}. */
    public String told() {
        if (project == null) {
            return "everything";
        }
        if (environment == null) {
            return service == null ? project : service + " of " + project;
        }
        return (service == null ? environment : service + " in " + environment) + " of " + project;
    }

    private static boolean covers(@Nullable String mine, @Nullable String other) {
        return mine == null || mine.equals(other);
    }

    private static boolean meets(@Nullable String mine, @Nullable String other) {
        return mine == null || other == null || mine.equals(other);
    }
}
