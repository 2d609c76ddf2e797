package dev.slipway.notification.alert;

import dev.slipway.notification.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found to be wrong.
 *
 * @param rule name of the rule that found it
 * @param key of {@link AlertRule.Wrong}
 * @param path page of the portal where one looks at it
 */
public record Alert(
        long id, String rule, String key, Severity severity, AlertRule.Place place, Words words, Course course) {

    /** What people read. */
    public record Words(String title, String detail, String path) {}

    /**
     * What became of it.
     *
     * @param acknowledged who looks after it; null while nobody does
     * @param resolvedAt null while it is wrong
     */
    public record Course(
            Instant openedAt,
            @Nullable Acknowledgement acknowledged,
            @Nullable Instant resolvedAt) {}

    /** That somebody looks after it. */
    public record Acknowledgement(
            String by, Instant at, @Nullable String note) {}

    public boolean open() {
        return course.resolvedAt() == null;
    }
}
