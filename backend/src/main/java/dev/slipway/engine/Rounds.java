package dev.slipway.engine;

import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What each replica does again and again while it runs, one round at a time. A round that fails is told in the portal's
 * log, and the next one is tried. What must be done once for all replicas, or come back after a restart, is {@link Work}.
 */
public abstract class Rounds implements SmartLifecycle {

    private static final Disposable NONE = () -> {};

    private final Duration first;
    private final Duration period;
    private final Scheduler scheduler;
    private volatile Disposable running = NONE;

    /**
     * @param first from the start until the first round
     * @param period from the begin of a round until that of the next; longer if a round takes longer
     */
    protected Rounds(Duration first, Duration period) {
        this(first, period, Schedulers.parallel());
    }

    Rounds(Duration first, Duration period, Scheduler scheduler) {
        this.first = first;
        this.period = period;
        this.scheduler = scheduler;
    }

    /** Does it once. */
    protected abstract Mono<?> round();

    /** What it means that a round failed, for the portal's log. */
    protected abstract String whenFailed();

    @Override
    public final void start() {
        running = Flux.interval(first, period, scheduler)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(this::round).then().onErrorResume(this::tell), 1)
                .subscribe();
    }

    private Mono<Void> tell(Throwable failure) {
        LoggerFactory.getLogger(getClass()).warn("{}: {}", whenFailed(), failure.getMessage());
        return Mono.empty();
    }

    @Override
    public final void stop() {
        running.dispose();
        running = NONE;
    }

    @Override
    public final boolean isRunning() {
        return running != NONE;
    }
}
