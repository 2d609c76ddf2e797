package dev.slipway.engine;

/** The right of one worker to go on with one piece of work. */
public interface Lease {

    /** Fencing token: greater than that of every earlier holder. Writes carry it, and the database refuses an older one. */
    long fence();

    /** False once the lease was lost or the portal is stopping: hand over as soon as possible. */
    boolean held();
}
