package dev.slipway.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person said of one round; a later word replaces the earlier.
 *
 * @param insteadOf who is away and let them decide, if they spoke for somebody
 * @param hash of what they were shown and signed
 */
public record Vote(
        Person by,
        Choice choice,
        String note,
        Instant at,
        @Nullable Person insteadOf,
        String hash) {

    /** What one can say. */
    public enum Choice {
        APPROVE("approve"),
        REQUEST_CHANGES("request-changes"),
        REJECT("reject");

        private final String key;

        Choice(String key) {
            this.key = key;
        }

        /** As forms and the API have it. */
        public String key() {
            return key;
        }
    }

    /** In whose right it counts. */
    String principal() {
        return insteadOf == null ? by.userName() : insteadOf.userName();
    }
}
