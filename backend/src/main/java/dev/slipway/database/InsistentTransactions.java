package dev.slipway.database;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes a transaction anew that PostgreSQL ended because two waited for each other: it has changed nothing, and whoever
 * asked need not know. Only the outermost can be made anew.
 */
final class InsistentTransactions implements TransactionalOperator {

    /** deadlock_detected and serialization_failure, see appendix A of PostgreSQL's manual. */
    private static final Set<String> LOST = Set.of("40P01", "40001");

    private static final int TIMES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private final TransactionalOperator once;

    InsistentTransactions(TransactionalOperator once) {
        this.once = once;
    }

    @Override
    public <T> Mono<T> transactional(Mono<T> work) {
        var attempt = once.transactional(work);
        return within().flatMap(within -> within
                ? attempt
                : attempt.retryWhen(Retry.backoff(TIMES, FIRST_PAUSE)
                        .filter(InsistentTransactions::lost)
                        .onRetryExhaustedThrow((_, last) -> last.failure())));
    }

    /** Whether the caller has a transaction already. */
    private static Mono<Boolean> within() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorReturn(NoTransactionException.class, false);
    }

    /** One that several statements at once failed with counts if any of them did. */
    static boolean lost(Throwable error) {
        return Exceptions.unwrapMultiple(error).stream().anyMatch(InsistentTransactions::lostAlone);
    }

    private static boolean lostAlone(@Nullable Throwable error) {
        return Stream.iterate(error, e -> e != null, e -> e.getCause())
                .anyMatch(e -> e instanceof R2dbcException refused
                        && refused.getSqlState() != null
                        && LOST.contains(refused.getSqlState()));
    }

    /** What has been emitted cannot be taken back, so it is tried once. */
    @Override
    public <T> Flux<T> transactional(Flux<T> work) {
        return once.transactional(work);
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> action) {
        return once.execute(action);
    }
}
