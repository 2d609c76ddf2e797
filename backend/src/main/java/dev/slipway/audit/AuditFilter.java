package dev.slipway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Which records to read; what is absent matches everything.
 *
 * @param actor stable key of who did it
 * @param action exact, or a prefix such as {@code release}
 * @param before only records older than the one with this id
 */
public record AuditFilter(
        @Nullable String project,
        @Nullable String actor,
        @Nullable String action,
        @Nullable Long before) {

    public AuditFilter {
        project = blankAsNull(project);
        actor = blankAsNull(actor);
        action = blankAsNull(action);
    }

    private static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
