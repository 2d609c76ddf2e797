package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two transactions that wait for each other, on PostgreSQL. */
class InsistentTransactionsTest {

    private final TestDatabase database = Postgres.empty();
    private final ConnectionPool pool = database.pool(4);
    private final DatabaseClient client = database.client(pool);
    private final TransactionalOperator transactions = new InsistentTransactions(database.transactions(pool));

    @BeforeEach
    void rows() {
        client.sql("create table row (id int primary key, n int not null)")
                .then()
                .block();
        client.sql("insert into row values (1, 0), (2, 0)").then().block();
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void bothShouldGoThroughOneAfterTheOther() throws Exception {
        var meeting = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> both(1, 2, meeting, attempts).block());
            var other = threads.submit(() -> both(2, 1, meeting, attempts).block());
            one.get(60, TimeUnit.SECONDS);
            other.get(60, TimeUnit.SECONDS);
        }

        assertThat(attempts).as("one of them was made anew").hasValue(3);
        assertThat(sum()).isEqualTo(4);
    }

    @Test
    void onlyTheOutermostShouldBeMadeAnew() throws Exception {
        var meeting = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> transactions
                    .transactional(Mono.defer(() -> both(1, 2, meeting, attempts)))
                    .block());
            var other = threads.submit(() -> both(2, 1, meeting, attempts).block());
            one.get(60, TimeUnit.SECONDS);
            other.get(60, TimeUnit.SECONDS);
        }

        assertThat(attempts).hasValue(3);
        assertThat(sum()).isEqualTo(4);
    }

    @Test
    void otherErrorsShouldBeToldAtOnce() {
        var attempts = new AtomicInteger();
        var broken = transactions.transactional(Mono.defer(() -> {
            attempts.incrementAndGet();
            return client.sql("insert into row values (1, 0)").then();
        }));

        assertThatThrownBy(broken::block).isInstanceOf(RuntimeException.class);
        assertThat(attempts).hasValue(1);
    }

    /** The first time, each has its first row before either asks for its second. */
    private Mono<Void> both(int first, int second, CyclicBarrier meeting, AtomicInteger attempts) {
        return transactions.transactional(Mono.defer(() -> {
            var attempt = attempts.incrementAndGet();
            return add(first)
                    .then(attempt > 2 ? Mono.<Void>empty() : meet(meeting))
                    .then(Mono.defer(() -> add(second)));
        }));
    }

    private static Mono<Void> meet(CyclicBarrier meeting) {
        return Mono.<Void>fromRunnable(() -> {
                    try {
                        meeting.await(30, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError("The other did not come", e);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Void> add(int id) {
        return client.sql("update row set n = n + 1 where id = :id")
                .bind("id", id)
                .then();
    }

    private long sum() {
        return Objects.requireNonNull(client.sql("select sum(n) from row")
                .mapValue(Long.class)
                .all()
                .single()
                .block());
    }
}
