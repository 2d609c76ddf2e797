package dev.slipway.logstream;

import java.util.concurrent.Executor;
import reactor.core.publisher.FluxSink;

/** To a subscriber, as far as it asks; served by whatever thread has news. */
final class SinkOutlet<T> implements Outlet<T> {

    private static final Executor HERE = Runnable::run;

    private final FluxSink<T> sink;

    SinkOutlet(FluxSink<T> sink) {
        this.sink = sink;
    }

    @Override
    public Executor lane() {
        return HERE;
    }

    @Override
    public boolean inLane() {
        return true;
    }

    @Override
    public boolean ready() {
        return sink.requestedFromDownstream() > 0;
    }

    @Override
    public void whenReady(Runnable action) {
        sink.onRequest(_ -> action.run());
    }

    @Override
    public void send(T item) {
        sink.next(item);
    }

    @Override
    public void complete() {
        sink.complete();
    }

    @Override
    public void fail(Throwable cause) {
        sink.error(cause);
    }

    @Override
    public void close() {
        // Whoever cancels asks no more.
    }
}
