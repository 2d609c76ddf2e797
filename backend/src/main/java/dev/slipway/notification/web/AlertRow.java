package dev.slipway.notification.web;

import dev.slipway.notification.alert.Alert;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert on the page.
 *
 * @param by who looks after it, and what they say; null while nobody does
 */
record AlertRow(
        long id,
        Glyph glyph,
        String title,
        String detail,
        String path,
        String environment,
        Instant openedAt,
        @Nullable String by,
        @Nullable Instant resolvedAt) {

    /** All that the lists show. */
    record Shown(String project, boolean mayAcknowledge, List<AlertRow> open, List<AlertRow> over) {}

    static Shown of(String project, boolean mayAcknowledge, List<Alert> alerts) {
        return new Shown(
                project,
                mayAcknowledge,
                alerts.stream().filter(Alert::open).map(AlertRow::of).toList(),
                alerts.stream().filter(alert -> !alert.open()).map(AlertRow::of).toList());
    }

    private static AlertRow of(Alert alert) {
        var course = alert.course();
        var acknowledged = course.acknowledged();
        var note = acknowledged == null || acknowledged.note() == null ? "" : ": " + acknowledged.note();
        return new AlertRow(
                alert.id(),
                glyph(alert),
                alert.words().title(),
                alert.words().detail(),
                alert.words().path(),
                alert.place().environment(),
                course.openedAt(),
                acknowledged == null ? null : acknowledged.by() + " looks after it" + note,
                course.resolvedAt());
    }

    private static Glyph glyph(Alert alert) {
        if (!alert.open()) {
            return new Glyph("ok", "over");
        }
        return switch (alert.severity()) {
            case INFO -> new Glyph("unk", "info");
            case WARNING -> new Glyph("warn", "warning");
            case CRITICAL -> new Glyph("bad", "critical");
        };
    }
}
