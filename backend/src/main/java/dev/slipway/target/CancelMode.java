package dev.slipway.target;

/** In which condition a cancelled deployment leaves the placement. */
public enum CancelMode {
    /** Back to the last verified revision. */
    ROLL_BACK,
    /** No further step; what runs goes on. */
    LEAVE_AS_IS
}
