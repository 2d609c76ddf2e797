package dev.slipway.dashboard.grid;

import dev.slipway.target.PlacementKey;

/** What may look different than when it was read last. */
sealed interface GridHint {

    /** Whatever there is: hints may be lost. */
    record Everything() implements GridHint {}

    /** What is seen or measured of a placement. */
    record Seen(PlacementKey placement) implements GridHint {}

    /** A job, and with it what runs where it changes something. */
    record Moved(long job) implements GridHint {}

    /** What is wrong. */
    record Alerted() implements GridHint {}
}
