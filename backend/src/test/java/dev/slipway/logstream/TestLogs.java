package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Real logs for tests of other modules. */
public final class TestLogs {

    private TestLogs() {}

    public static LogStreams on(DatabaseClient database, TransactionalOperator transactions, Signals signals) {
        var streams = new StoredLogStreams(database, transactions, signals, Clock.systemUTC());
        streams.start();
        return streams;
    }
}
