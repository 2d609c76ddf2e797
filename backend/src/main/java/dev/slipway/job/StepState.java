package dev.slipway.job;

/** Where a step run is in its life. */
public enum StepState {
    PENDING,
    RUNNING,
    /** Started, and looked at again at a time. */
    WAITING,
    /** A person must answer a question. */
    DECIDING,
    SUCCEEDED,
    FAILED,
    /** Failed, and a person decided to go on. */
    IGNORED,
    /** Its condition did not hold. */
    SKIPPED,
    CANCELLED;

    /** Whether nothing more will happen to it. */
    public boolean over() {
        return switch (this) {
            case PENDING, RUNNING, WAITING, DECIDING -> false;
            case SUCCEEDED, FAILED, IGNORED, SKIPPED, CANCELLED -> true;
        };
    }

    /** Whether it has begun and not ended. */
    public boolean underWay() {
        return this == RUNNING || this == WAITING || this == DECIDING;
    }
}
