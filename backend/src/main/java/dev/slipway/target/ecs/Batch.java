package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Puts questions that are asked at about the same time into one call.
 *
 * @param <K> what is asked for
 * @param <V> what is answered
 */
final class Batch<K, V> {

    private static final long GATHER_MILLIS = 20;

    private final int most;
    private final Call<K, V> call;
    private Map<K, CompletableFuture<Optional<V>>> waiting = new LinkedHashMap<>();

    Batch(int most, Call<K, V> call) {
        this.most = most;
        this.call = call;
    }

    /** Asks for several at once; what is not in the answer does not exist. */
    interface Call<K, V> {

        Map<K, V> ask(List<K> keys) throws AwsUnavailable;
    }

    Optional<V> get(K key) throws AwsUnavailable {
        CompletableFuture<Optional<V>> answer;
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            answer = waiting.computeIfAbsent(key, _ -> new CompletableFuture<>());
        }
        if (first) {
            gather();
            flush();
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AwsUnavailable unavailable) {
                throw unavailable;
            }
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AwsUnavailable.interrupted(e);
        }
    }

    /** The first who asks waits a moment for others, and then asks for all of them on its own thread. */
    private static void gather() {
        try {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(GATHER_MILLIS, TimeUnit.MILLISECONDS))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void flush() {
        Map<K, CompletableFuture<Optional<V>>> all;
        synchronized (this) {
            all = waiting;
            waiting = new LinkedHashMap<>();
        }
        var keys = new ArrayList<>(all.keySet());
        for (var at = 0; at < keys.size(); at += most) {
            answer(all, keys.subList(at, Math.min(keys.size(), at + most)));
        }
    }

    private void answer(Map<K, CompletableFuture<Optional<V>>> all, List<K> keys) {
        try {
            var answers = call.ask(List.copyOf(keys));
            for (var key : keys) {
                complete(all, key).complete(Optional.ofNullable(answers.get(key)));
            }
        } catch (AwsUnavailable | RuntimeException e) {
            keys.forEach(key -> complete(all, key).completeExceptionally(e));
        }
    }

    private static <K, V> CompletableFuture<Optional<V>> complete(Map<K, CompletableFuture<Optional<V>>> all, K key) {
        return java.util.Objects.requireNonNull(all.get(key));
    }
}
