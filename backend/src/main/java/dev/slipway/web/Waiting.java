package dev.slipway.web;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Calls that wait for a disk, a target or a receiver, each on a virtual thread of its own. Reactor's elastic threads are few
 * and have queues of their own, so that a cloud that does not answer would hold up uploads and the drawing of pages.
 */
public final class Waiting {

    public static final Scheduler THREADS = Schedulers.fromExecutor(Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("waiting-", 0).factory()));

    private Waiting() {}

    /** What the call answers, or empty for null; what it throws is the error signal. */
    public static <T> Mono<T> call(Callable<? extends @Nullable T> call) {
        return Mono.<T>fromCallable(call).subscribeOn(THREADS);
    }
}
