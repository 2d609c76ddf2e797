package dev.slipway.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent where.
 *
 * @param channel id of the channel
 * @param project null for all
 * @param environment null for all, and for what belongs to none
 * @param kinds empty for every kind
 * @param severity the least that is sent
 */
public record Route(
        long id,
        long channel,
        @Nullable String project,
        @Nullable String environment,
        List<Kind> kinds,
        Severity severity) {

    public Route {
        kinds = List.copyOf(kinds);
    }

    /** What belongs to no project, such as a stop of everything, matters to the routes of every project. */
    boolean takes(Notice notice) {
        var about = notice.about();
        return (project == null || about.project() == null || project.equals(about.project()))
                && (environment == null || about.environment() == null || environment.equals(about.environment()))
                && (kinds.isEmpty() || kinds.contains(notice.kind()))
                && notice.severity().atLeast(severity);
    }
}
