package dev.slipway.job;

import dev.slipway.engine.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes what a worker knows until the database has it, as long as the worker holds its lease: a database that is away
 * for a moment must not cost what a step has found out.
 */
final class Insistence {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Insistence() {}

    static <T> void on(Mono<T> write, Lease lease) {
        write.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(error -> lease.held() && passes(error)))
                .block();
    }

    /** Whether it, or what caused it, is that the database was not there. */
    static boolean isAway(Throwable error) {
        for (@Nullable Throwable one = error; one != null; one = one.getCause()) {
            if (passes(one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable error) {
        return error instanceof TransientDataAccessException
                || error instanceof DataAccessResourceFailureException
                || error instanceof CannotCreateTransactionException;
    }
}
