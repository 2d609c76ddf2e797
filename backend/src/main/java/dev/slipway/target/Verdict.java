package dev.slipway.target;

import org.jspecify.annotations.Nullable;

/**
 * How a deployment ended, with what proves it.
 *
 * @param reason one sentence for people: what happened, and for anything but success why
 * @param change whether anything was replaced at all
 */
public record Verdict(
        Outcome outcome,
        String reason,
        Proof proof,
        @Nullable Change change) {

    /** What a deployment did to what ran. */
    public enum Change {
        MADE,
        /** What was asked for ran already. */
        NONE
    }

    public Verdict(Outcome outcome, String reason, Proof proof) {
        this(outcome, reason, proof, Change.MADE);
    }

    public Verdict {
        if (outcome == Outcome.SUCCEEDED && proof.isEmpty()) {
            throw new IllegalArgumentException("A success without proof is not a success");
        }
    }

    /** Whether nothing was deployed, because what was asked for ran already. */
    public boolean changedNothing() {
        return change == Change.NONE;
    }
}
