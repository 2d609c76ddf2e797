package dev.slipway.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was recorded.
 *
 * @param id grows with time; the key for paging
 * @param changes what differs between before and after
 * @param address IP address it was asked for from
 * @param request id of the request it was asked for with
 * @param entry its place in the chain of its project; absent for a moment after it was recorded
 */
public record AuditRecord(
        long id,
        Instant at,
        Actor actor,
        String action,
        @Nullable String project,
        String subject,
        List<Difference> changes,
        @Nullable String reason,
        @Nullable String address,
        @Nullable String request,
        @Nullable Long entry) {

    public AuditRecord {
        changes = List.copyOf(changes);
    }
}
