package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.Lease;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;

class InsistenceTest {

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void writeShouldBeTriedUntilTheDatabaseIsBack() {
        Insistence.on(failing(3, new DataAccessResourceFailureException("Connection refused")), lease(true));

        assertThat(tries).hasValue(4);
    }

    @Test
    void writeShouldNotBeTriedAgainOnceTheLeaseIsLost() {
        assertThatThrownBy(() -> Insistence.on(failing(3, new CannotAcquireLockException("Deadlock")), lease(false)))
                .isInstanceOf(CannotAcquireLockException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void writeThatCanNeverSucceedShouldFailAtOnce() {
        assertThatThrownBy(() -> Insistence.on(failing(3, new DataIntegrityViolationException("No")), lease(true)))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(tries).hasValue(1);
    }

    private Mono<String> failing(int times, RuntimeException error) {
        return Mono.fromSupplier(() -> {
            if (tries.incrementAndGet() <= times) {
                throw error;
            }
            return "written";
        });
    }

    private static Lease lease(boolean held) {
        return new Lease() {
            @Override
            public long fence() {
                return 1;
            }

            @Override
            public boolean held() {
                return held;
            }
        };
    }
}
