package dev.slipway.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What live pages show of something, read once for all who watch it here: again at each hint, and now and then, because
 * hints may be lost and time passes. Nobody reads what nobody watches.
 *
 * @param <K> what is watched
 * @param <S> its state
 */
public final class Watched<K, S> {

    private final Function<K, Flux<S>> states;
    private final Predicate<S> over;
    private final ConcurrentHashMap<K, Flux<S>> watched = new ConcurrentHashMap<>();

    private Watched(Function<K, Flux<S>> states, Predicate<S> over) {
        this.states = states;
        this.over = over;
    }

    /** Something whose states come by themselves. */
    public static <K, S> Watched<K, S> of(Function<K, Flux<S>> states) {
        return new Watched<>(states, _ -> false);
    }

    /**
     * Something that does not end.
     *
     * @param hints that it may have changed; hot
     */
    public static <K, S> Watched<K, S> of(Duration lookAgain, Function<K, Flux<?>> hints, Function<K, Mono<S>> read) {
        return of(key -> Flux.merge(hints.apply(key), Flux.interval(Duration.ZERO, lookAgain))
                .onBackpressureLatest()
                .concatMap(_ -> read.apply(key), 1));
    }

    /** The same, until a state after which there will be no other; that one is the last to be seen. */
    public Watched<K, S> until(Predicate<S> last) {
        return new Watched<>(states, last);
    }

    /** The state now and each that follows; a slow viewer misses those between. */
    public Flux<S> watch(K key) {
        return Flux.defer(() -> watched.computeIfAbsent(key, this::begin)).onBackpressureLatest();
    }

    private Flux<S> begin(K key) {
        var mine = new AtomicReference<@Nullable Flux<S>>();
        var shared = states.apply(key)
                .takeUntil(over)
                .doFinally(_ -> forget(key, mine.get()))
                .replay(1)
                .refCount(1);
        mine.set(shared);
        return shared;
    }

    /** Who comes now begins anew. */
    private void forget(K key, @Nullable Flux<S> shared) {
        if (shared != null) {
            watched.remove(key, shared);
        }
    }
}
