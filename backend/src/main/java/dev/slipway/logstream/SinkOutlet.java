package dev.slipway.logstream;

import java.util.concurrent.Executor;
import reactor.core.publisher.FluxSink;

/** To a subscriber, as far as it asks; served by whatever thread has news. */
final class SinkOutlet<T> extends Outlet<T> {

    private static final Executor HERE = Runnable::run;

    SinkOutlet(FluxSink<T> sink) {
        super(sink);
    }

    @Override
    Executor lane() {
        return HERE;
    }

    @Override
    boolean inLane() {
        return true;
    }
}
