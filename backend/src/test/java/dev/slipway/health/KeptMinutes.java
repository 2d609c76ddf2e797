package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Placements that were looked at every five seconds for two days, as their minutes are kept. */
public final class KeptMinutes implements AutoCloseable {

    /** Looks at one placement in two days. */
    public static final int LOOKS = 2 * 24 * 60 * 12;

    private static final Duration SHOWN = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(5);

    private final TestDatabase database;
    private final ConnectionPool pool;
    private final Samples samples;
    private final Instant until;

    /** @param now minutes end with it */
    public KeptMinutes(TestDatabase database, Instant now) {
        this.database = database;
        this.until = now.truncatedTo(ChronoUnit.MINUTES);
        pool = database.pool(2);
        var client = database.client(pool);
        samples = new Samples(client, new Partitions(client, database.transactions(pool)));
    }

    /** Minute by minute, all placements in each, as observers write them. */
    public void write(int placements) throws SQLException {
        for (var day = 0; day <= 2; day++) {
            samples.prepare(until.atZone(ZoneOffset.UTC).minusDays(day).toInstant())
                    .block();
        }
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("insert into health_placement (project, environment, service)"
                    + " select 'wide', 'prod', 's' || i from generate_series(1, " + placements + ") i");
            statement.execute("""
                insert into health_sample_minute (at, placement, looks, unseen, healthy, worst, desired, running_low, running_high,
                    pending, restarts, latency, latency_high, cpu, cpu_high, memory, memory_high)
                select m, p.id, 12, 0, 12, 0, 2, 2, 2, 0, 0, 20 + p.id %% 7, 40, 30, 60, 50, 55
                from generate_series(cast('%1$s' as timestamptz) - interval '2 days', cast('%1$s' as timestamptz)
                    - interval '1 minute', interval '1 minute') m, health_placement p
                order by m
                """.formatted(until));
            statement.execute("vacuum (analyze) health_sample_minute");
        }
    }

    /** Reads what a chart of the last day of one placement shows; gives the number of its points. */
    public int chart(int placement) {
        var read = samples.read(
                        new PlacementKey("wide", "prod", "s" + placement),
                        Grain.MINUTE,
                        STEP,
                        until.minus(SHOWN),
                        until)
                .collectList()
                .blockOptional()
                .orElseThrow();
        return read.size();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
