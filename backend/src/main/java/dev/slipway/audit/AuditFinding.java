package dev.slipway.audit;

import org.jspecify.annotations.Nullable;

/**
 * A place where a chain is not what it was.
 *
 * @param number of the entry in its chain, if one is meant
 * @param event id of the event, if one is meant
 * @param what in words
 */
public record AuditFinding(
        Kind kind, @Nullable Long number, @Nullable Long event, String what) {

    /** Sorts of finding. */
    public enum Kind {
        /** The event is not as it was recorded. */
        CHANGED,
        /** The event is gone. */
        REMOVED,
        /** An event that never went through the log. */
        ADDED,
        /** The chain itself was changed at this entry. */
        RELINKED,
        /** Entries are gone from the chain. */
        MISSING,
        /** The chain does not end where it ended. */
        CUT,
        /** A closed segment was changed. */
        SEGMENT,
        /** The chain does not lead to what somebody noted of it. */
        OTHER_HISTORY
    }
}
