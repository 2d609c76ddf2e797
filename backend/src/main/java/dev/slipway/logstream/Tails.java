package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/** The streams that somebody watches on this replica, each with one tail per filter. */
final class Tails {

    private static final Logger LOG = LoggerFactory.getLogger(Tails.class);

    /** Signals between replicas may be lost; reading so often is what guarantees that a viewer sees everything. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final ChunkStore store;
    private final Signals signals;
    private final Scheduler scheduler;
    private final Map<Long, Map<LogFilter, Tail>> tails = new ConcurrentHashMap<>();
    private final Disposable.Composite subscriptions = Disposables.composite();

    Tails(ChunkStore store, Signals signals, Scheduler scheduler) {
        this.store = store;
        this.signals = signals;
        this.scheduler = scheduler;
    }

    void start() {
        subscriptions.add(signals.on(Hint.TOPIC)
                .subscribe(this::hinted, failure -> LOG.error("No longer woken by other replicas", failure)));
        subscriptions.add(every(SWEEP, Tail::wake));
        subscriptions.add(every(HEARTBEAT, Tail::heartbeat));
    }

    private Disposable every(Duration period, java.util.function.Consumer<Tail> action) {
        return Flux.interval(period, scheduler)
                .onBackpressureDrop()
                .subscribe(tick -> tails.values().forEach(of -> of.values().forEach(action)));
    }

    void close() {
        subscriptions.dispose();
        tails.values().forEach(of -> of.values().forEach(Tail::leave));
    }

    private void hinted(String payload) {
        try {
            wake(Long.parseLong(payload));
        } catch (NumberFormatException e) {
            LOG.warn("Not a stream: {}", payload);
        }
    }

    void wake(long stream) {
        of(stream).values().forEach(Tail::wake);
    }

    void stored(long stream, Chunk chunk) {
        of(stream).values().forEach(tail -> tail.stored(chunk));
    }

    private Map<LogFilter, Tail> of(long stream) {
        return tails.getOrDefault(stream, Map.of());
    }

    /** What a viewer at {@code after} is sent from now on. */
    <T> Flux<T> watch(
            long stream,
            long after,
            LogFilter filter,
            Rendering<T> rendering,
            Function<FluxSink<T>, Outlet<T>> outlets) {
        // One thread at a time sends: the viewer sees to it.
        return Flux.push(
                sink -> {
                    var outlet = outlets.apply(sink);
                    var viewer = join(stream, filter, tail -> new Viewer<>(tail, after, outlet, rendering));
                    sink.onDispose(() -> {
                        outlet.close();
                        viewer.leave();
                        leave(stream, filter, viewer);
                    });
                    outlet.whenReady(viewer::serve);
                },
                FluxSink.OverflowStrategy.IGNORE);
    }

    private <T> Viewer<T> join(long stream, LogFilter filter, Function<Tail, Viewer<T>> viewers) {
        var joined = new java.util.concurrent.atomic.AtomicReference<Viewer<T>>();
        tails.compute(stream, (id, of) -> {
            var more = of == null ? new HashMap<LogFilter, Tail>() : new HashMap<>(of);
            var tail = more.computeIfAbsent(filter, any -> {
                var first = new Tail(stream, filter, store, scheduler.createWorker());
                first.wake();
                return first;
            });
            var viewer = viewers.apply(tail);
            tail.add(viewer);
            joined.set(viewer);
            return Map.copyOf(more);
        });
        return joined.get();
    }

    private void leave(long stream, LogFilter filter, Viewer<?> viewer) {
        tails.computeIfPresent(stream, (id, of) -> {
            var tail = of.get(filter);
            if (tail == null || !tail.remove(viewer)) {
                return of;
            }
            tail.dispose();
            var fewer = new HashMap<>(of);
            fewer.remove(filter);
            return fewer.isEmpty() ? null : Map.copyOf(fewer);
        });
    }
}
