package dev.slipway.target.ecs;

import java.time.Duration;
import java.time.Instant;

/**
 * A task whose last lines are read once more, because CloudWatch shows them some seconds after they were printed.
 *
 * @param name of its fact
 * @param instance its id
 * @param known how many of its lines were told
 */
record LateLines(
        String name, String instance, String group, String stream, String container, int known, Instant readAt) {

    private static final Duration LATE = Duration.ofSeconds(5);

    boolean isDue(Instant now) {
        return !now.isBefore(readAt.plus(LATE));
    }
}
