package dev.slipway.logstream;

import java.util.concurrent.Executor;

/** Where a viewer is sent what it is to see. */
interface Outlet<T> {

    /** Where its viewer is served: viewers of one lane are served in one go. */
    Executor lane();

    /** Whether the current thread is the one of the lane. */
    boolean inLane();

    /** Whether it takes what is sent now: what it was sent and has not taken grows memory. */
    boolean ready();

    /** Runs the action each time it may be ready again. */
    void whenReady(Runnable action);

    /** In the lane only. */
    void send(T item);

    /** In the lane only. */
    void complete();

    /** In the lane only. */
    void fail(Throwable cause);

    /** Tells of readiness no more. */
    void close();
}
