package dev.slipway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that changed or was decided.
 *
 * @param actor who
 * @param action a verb phrase in the field's words, such as {@code release.block}
 * @param project key of the project, if it belongs to one
 * @param subject what it was done to, such as {@code release web 1.2.0}
 * @param before state before, as JSON
 * @param after state after, as JSON
 * @param reason why, in the actor's words
 */
public record AuditEvent(
        Actor actor,
        String action,
        @Nullable String project,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String reason) {

    public static AuditEvent of(Actor actor, String action, @Nullable String project, String subject) {
        return new AuditEvent(actor, action, project, subject, null, null, null);
    }

    public AuditEvent change(@Nullable String before, @Nullable String after) {
        return new AuditEvent(actor, action, project, subject, before, after, reason);
    }

    public AuditEvent because(@Nullable String reason) {
        return new AuditEvent(actor, action, project, subject, before, after, reason);
    }
}
