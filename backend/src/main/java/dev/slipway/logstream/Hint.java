package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** Tells the other replicas that a stream has new lines: at once for the first, then at most ten times a second. */
final class Hint {

    static final String TOPIC = "log";

    private static final Logger LOG = LoggerFactory.getLogger(Hint.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long stream;
    private final Signals signals;
    private final Scheduler scheduler;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long sent = System.nanoTime() - PAUSE_NANOS;

    Hint(long stream, Signals signals, Scheduler scheduler) {
        this.stream = stream;
        this.signals = signals;
        this.scheduler = scheduler;
    }

    void give() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        var wait = sent + PAUSE_NANOS - System.nanoTime();
        scheduler.schedule(this::send, Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    private void send() {
        scheduled.set(false);
        sent = System.nanoTime();
        signals.send(TOPIC, Long.toString(stream))
                .subscribe(
                        done -> {},
                        failure -> LOG.warn(
                                "Other replicas see log {} up to a second later: {}", stream, failure.getMessage()));
    }
}
