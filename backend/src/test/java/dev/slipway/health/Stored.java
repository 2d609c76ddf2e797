package dev.slipway.health;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** What health keeps, in a database of the test's own. */
final class Stored implements AutoCloseable {

    final RecordedSignals signals = new RecordedSignals();
    private final TestDatabase database = Postgres.migrated();
    private final ConnectionPool pool = database.pool(2);
    final DatabaseClient client = database.client(pool);
    final Partitions partitions = new Partitions(client, database.transactions(pool));
    final Changes changes = new Changes(client);
    final Chronicle chronicle = new Chronicle(changes, new Samples(client, partitions));
    final Looks looks = new Looks(
            client, database.transactions(pool), signals, JsonMapper.builder().build(), chronicle);

    final Readings readings = new Readings(
            client, database.transactions(pool), signals, JsonMapper.builder().build());

    /** Keeps a look as its observer would. */
    void keep(Look look, long fence) {
        looks.keep(looks.latest(look.placement()).block(), look, fence).block();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
