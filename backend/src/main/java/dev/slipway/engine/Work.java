package dev.slipway.engine;

import java.time.Instant;

/** One kind of durable work. Runs on a virtual thread of any replica, never twice at a time for one id. */
public interface Work {

    String kind();

    /** Goes on with the work; returns early once the lease is lost or the portal stops. */
    Outcome run(String id, Lease lease);

    /** What becomes of the execution. */
    sealed interface Outcome {

        /** Nothing left to do until somebody schedules it again. */
        record Done() implements Outcome {}

        /** Run again at the time, or earlier if scheduled so meanwhile. */
        record Again(Instant at) implements Outcome {}
    }
}
