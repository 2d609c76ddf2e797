package dev.slipway.approval;

import org.jspecify.annotations.Nullable;

/**
 * What somebody decides.
 *
 * @param note why; mandatory unless they approve
 * @param hash of what they were shown
 * @param insteadOf user name of who is away and lets them; null to speak for themselves
 */
public record Decision(
        Vote.Choice choice,
        String note,
        String hash,
        @Nullable String insteadOf) {

    static final int LONGEST_NOTE = 2_000;

    boolean lacksNote() {
        return choice != Vote.Choice.APPROVE && note.isBlank();
    }
}
