package dev.slipway.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The durable-work part of one portal, for tests that run several on one database. */
public final class Replica implements AutoCloseable {

    /** So seldom that nobody is taken for dead whom a busy machine holds up. */
    public static final Duration STEADY = Duration.ofSeconds(10);

    /** For tests in which a portal dies, and another is to take over soon. */
    public static final Duration HASTY = Duration.ofMillis(250);

    private final HikariDataSource jdbc = new HikariDataSource();
    private final ConnectionPool pool;
    private final PostgresSignals signals;
    private final FreeHands hands = new FreeHands();
    private final Worker worker;
    private final TestDatabase database;

    public Replica(TestDatabase database, int concurrency, java.util.function.Function<Replica, List<Work>> work) {
        this(database, concurrency, STEADY, work);
    }

    /** @param heartbeat how often it says that it is alive; after four missed ones others take its work over */
    public Replica(
            TestDatabase database,
            int concurrency,
            Duration heartbeat,
            java.util.function.Function<Replica, List<Work>> work) {
        this.database = database;
        jdbc.setJdbcUrl(database.jdbcUrl());
        jdbc.setUsername(database.user());
        jdbc.setPassword(database.password());
        jdbc.setMaximumPoolSize(6);
        pool = database.pool(20);
        signals = new PostgresSignals(database.connectionFactory(), client());
        worker = new Worker(
                jdbc,
                work.apply(this),
                new Worker.Wakening(signals, hands),
                new EngineProperties(concurrency, heartbeat, Duration.ofMillis(100), Duration.ofSeconds(5)),
                Clock.systemUTC());
    }

    public Replica start() {
        signals.start();
        worker.start();
        return this;
    }

    public DatabaseClient client() {
        return database.client(pool);
    }

    public TransactionalOperator transactions() {
        return database.transactions(pool);
    }

    public Signals signals() {
        return signals;
    }

    public WorkQueue queue() {
        return new ScheduledWorkQueue(client(), signals, hands);
    }

    /** Stops as a portal does that is asked to. */
    public void stop() {
        worker.stop();
    }

    /** Cuts it off from the database, as if its machine had lost the network: it can neither beat nor complete. */
    public void cutOff() {
        jdbc.close();
    }

    @Override
    public void close() {
        worker.stop();
        jdbc.close();
        signals.stop();
        pool.dispose();
    }
}
