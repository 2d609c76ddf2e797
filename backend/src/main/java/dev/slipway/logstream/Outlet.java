package dev.slipway.logstream;

import java.util.concurrent.Executor;
import reactor.core.publisher.FluxSink;

/** Where a viewer is sent what it is to see. What it is sent, and its end, come from one thread at a time, in its lane. */
abstract sealed class Outlet<T> permits SinkOutlet, ChannelOutlet {

    private final FluxSink<T> sink;

    Outlet(FluxSink<T> sink) {
        this.sink = sink;
    }

    /** Where its viewer is served: viewers of one lane are served in one go. */
    abstract Executor lane();

    /** Whether the current thread is the one of the lane. */
    abstract boolean inLane();

    /** Whether it takes what is sent now: what it was sent and has not taken grows memory. */
    boolean ready() {
        return sink.requestedFromDownstream() > 0;
    }

    /** Runs the action each time it may be ready again. */
    void whenReady(Runnable action) {
        sink.onRequest(_ -> action.run());
    }

    void send(T item) {
        sink.next(item);
    }

    final void complete() {
        sink.complete();
    }

    final void fail(Throwable cause) {
        sink.error(cause);
    }

    /** Tells of readiness no more. Whoever cancels asks no more by itself. */
    void close() {}
}
