package dev.slipway.target;

/** How a deployment ended. */
public enum Outcome {
    /** The artifact that was asked for runs, is healthy, and the rollout that finished is this one. */
    SUCCEEDED,
    /** The placement runs what it ran before, proven. */
    ROLLED_BACK,
    /** It did not work, and the placement may be in a mixed state; the reason says which. */
    FAILED,
    /** Somebody stopped it; the reason says what runs now. */
    CANCELLED,
    /** It could not be told. */
    UNKNOWN
}
