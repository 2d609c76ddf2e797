package dev.slipway.approval;

import dev.slipway.job.spi.Gate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody let a job pass gates that were not open; somebody else must review it.
 *
 * @param gates names of the gates
 * @param stood how they stood
 * @param reviewBy until when it must be reviewed
 * @param review null until it is
 */
public record BrokenGlass(
        long id,
        Approval.Subject subject,
        List<String> gates,
        List<Gate.Standing> stood,
        Breaking breaking,
        Instant reviewBy,
        @Nullable Review review) {

    public BrokenGlass {
        gates = List.copyOf(gates);
        stood = List.copyOf(stood);
    }

    /** Who did it, when and why. */
    public record Breaking(Person by, String reason, Instant at) {}

    /** Who looked at it afterwards, and what they found. */
    public record Review(Person by, String note, Instant at) {}

    public boolean open() {
        return review == null;
    }

    public boolean overdue(Instant now) {
        return open() && !now.isBefore(reviewBy);
    }

    /** Why this person must not review it; null when they may. */
    public @Nullable String hindrance(Person reviewer) {
        return reviewer.userName().equals(breaking.by().userName())
                ? "Who broke the glass must not review it; somebody else does."
                : null;
    }
}
