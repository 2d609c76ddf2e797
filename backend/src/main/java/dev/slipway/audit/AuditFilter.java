package dev.slipway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Which records to read; what is absent matches everything.
 *
 * @param actor stable key of who did it
 * @param action exact, or a prefix such as {@code release}
 * @param text anywhere in the record, in upper or lower case
 * @param before only records older than the one with this id
 */
public record AuditFilter(
        @Nullable String project,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String text,
        @Nullable Long before) {

    public AuditFilter {
        project = blankAsNull(project);
        actor = blankAsNull(actor);
        action = blankAsNull(action);
        text = blankAsNull(text);
    }

    public AuditFilter(
            @Nullable String project, @Nullable String actor, @Nullable String action, @Nullable Long before) {
        this(project, actor, action, null, before);
    }

    /** Whether it leaves anything out. */
    public boolean any() {
        return project != null || actor != null || action != null || text != null;
    }

    /** For {@code ilike}. */
    @Nullable
    String pattern() {
        return text == null
                ? null
                : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
