package dev.slipway.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was recorded.
 *
 * @param id grows with time; the key for paging
 * @param changes what differs between before and after
 */
public record AuditRecord(
        long id,
        Instant at,
        Actor actor,
        String action,
        @Nullable String project,
        String subject,
        List<Difference> changes,
        @Nullable String reason) {

    public AuditRecord {
        changes = List.copyOf(changes);
    }
}
