package dev.slipway.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Links committed events into their chains a moment later, so many at a time that a busy portal's commits do not wait for
 * each other and who has just asked for something does not wait for the chain. What another portal left behind is linked by the periodic round.
 */
@Component
class Sealer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final int BATCH = 1_000;
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final DatabaseClient database;
    private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile @Nullable Disposable running;

    Sealer(DatabaseClient database) {
        this.database = database;
    }

    /** An event was committed. */
    void wake() {
        if (wanted.compareAndSet(false, true)) {
            synchronized (wakes) {
                wakes.tryEmitNext(true);
            }
        }
    }

    /** Links everything that is committed now; gives the number of events. */
    Mono<Long> sealAll() {
        return Mono.defer(this::seal)
                .expand(linked -> linked < BATCH ? Mono.empty() : seal())
                .reduce(0L, Long::sum);
    }

    private Mono<Long> seal() {
        return database.sql("select audit_seal(:most)")
                .bind("most", BATCH)
                .mapValue(Long.class)
                .all()
                .single();
    }

    @Override
    public void start() {
        running = wakes.asFlux()
                .mergeWith(Flux.interval(Duration.ZERO, ROUND).map(_ -> true))
                .onBackpressureLatest()
                .concatMap(_ -> round(), 1)
                .subscribe(_ -> {}, e -> LOG.error("No longer linking the audit log", e));
    }

    private Mono<Long> round() {
        return Mono.delay(BETWEEN)
                .then(Mono.defer(() -> {
                    wanted.set(false);
                    return sealAll();
                }))
                .onErrorResume(e -> {
                    LOG.warn("Audit events are not linked yet; trying again: {}", e.getMessage());
                    return Mono.just(0L);
                });
    }

    @Override
    public void stop() {
        var current = running;
        if (current != null) {
            current.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Before everything that changes something, and until after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
