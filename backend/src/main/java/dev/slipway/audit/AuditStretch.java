package dev.slipway.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the record, newest first.
 *
 * @param next what to ask for records before, for those that follow; null if all was read
 * @param unfinished whether older records were not looked at, rather than left for the next page
 */
public record AuditStretch(
        List<AuditRecord> records, @Nullable Long next, boolean unfinished) {

    public AuditStretch {
        records = List.copyOf(records);
    }

    /** @param since id of the oldest record that was looked at; 0 for the very first */
    static AuditStretch of(List<AuditRecord> found, int size, long since) {
        if (found.size() > size) {
            return new AuditStretch(found.subList(0, size), found.get(size - 1).id(), false);
        }
        return since > 0 ? new AuditStretch(found, since, true) : new AuditStretch(found, null, false);
    }
}
