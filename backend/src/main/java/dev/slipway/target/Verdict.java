package dev.slipway.target;

/**
 * How a deployment ended, with what proves it.
 *
 * @param reason one sentence for people: what happened, and for anything but success why
 */
public record Verdict(Outcome outcome, String reason, Proof proof) {

    public Verdict {
        if (outcome == Outcome.SUCCEEDED && proof.isEmpty()) {
            throw new IllegalArgumentException("A success without proof is not a success");
        }
    }
}
