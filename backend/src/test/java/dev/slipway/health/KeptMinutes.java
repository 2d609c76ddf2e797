package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Flux;

/** Placements whose every minute of the last two days is kept, twenty in a project, and whose state changed now and then. */
public final class KeptMinutes implements AutoCloseable {

    /** Rows of one placement: as long as minutes are kept. */
    public static final int MINUTES = 2 * 24 * 60;

    private static final int IN_PROJECT = 20;
    private static final int CHANGES = 40;
    private static final Duration SHOWN = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(5);

    private final TestDatabase database;
    private final ConnectionPool pool;
    private final Samples samples;
    private final Changes changes;
    private final Instant until;

    /** @param now minutes end with it */
    public KeptMinutes(TestDatabase database, Instant now) {
        this.database = database;
        this.until = now.truncatedTo(ChronoUnit.MINUTES);
        pool = database.pool(2);
        var client = database.client(pool);
        samples = new Samples(client, new Partitions(client, database.transactions(pool)));
        changes = new Changes(client);
    }

    /**
     * Minute by minute, all placements in each, as observers write them. By the server itself and into tables that are
     * indexed at the end, so that a hundred million rows take minutes.
     */
    public void write(int placements) throws SQLException {
        execute(
                """
                insert into health_placement (project, environment, service)
                select 'p' || (i - 1) / %d, 'prod', 's' || i from generate_series(1, %d) i
                """.formatted(IN_PROJECT, placements),
                """
                insert into health_change (project, environment, service, at, health, version, desired, running, pending, note)
                select p.project, p.environment, p.service,
                    cast('%s' as timestamptz) - (n * 71 + p.id %% 17) * interval '1 minute',
                    case when n %% 4 = 0 then 'DEGRADED' else 'HEALTHY' end, '1.' || (100 - n) / 8, 2, 2, 0, ''
                from generate_series(1, %d) n, health_placement p order by n desc
                """.formatted(until, CHANGES),
                "vacuum (analyze) health_placement",
                "vacuum (analyze) health_change");
        for (var day = 2; day >= 0; day--) {
            write(until.atZone(ZoneOffset.UTC).toLocalDate().minusDays(day));
        }
        execute("vacuum (analyze) health_sample_minute");
    }

    private void write(LocalDate day) throws SQLException {
        samples.prepare(day.atTime(12, 0).toInstant(ZoneOffset.UTC)).block();
        var table = Grain.MINUTE.partition(day);
        var from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        execute(
                """
                alter table health_sample_minute detach partition %s
                """.formatted(table),
                "drop table " + table,
                """
                create unlogged table %s (like health_sample_minute including defaults including constraints)
                """.formatted(table),
                """
                insert into %1$s (at, placement, looks, unseen, healthy, worst, desired, running_low, running_high, pending, restarts,
                    latency, latency_high, cpu, cpu_high, memory, memory_high)
                select m, p.id, 12, 0, 12, 0, 2, 2, 2, 0, 0, 20 + p.id %% 7, 40, 30, 60, 50, 55
                from generate_series(greatest(cast('%2$s' as timestamptz), cast('%3$s' as timestamptz) - interval '2 days'),
                    least(cast('%2$s' as timestamptz) + interval '1 day', cast('%3$s' as timestamptz)) - interval '1 minute',
                    interval '1 minute') m cross join lateral (select id from health_placement order by id offset 0) p
                """.formatted(table, from, until),
                "set maintenance_work_mem = '512MB'",
                """
                alter table health_sample_minute attach partition %s for values from ('%s') to ('%s')
                """.formatted(table, from, from.plus(Duration.ofDays(1))));
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Reads what a chart of the last day of one placement shows; gives the number of its points. */
    public int chart(int placement) {
        return count(samples.read(key(placement), Grain.MINUTE, STEP, until.minus(SHOWN), until));
    }

    /** Reads what the timeline of the last day of one placement shows; gives the number of changes. */
    public int timeline(int placement) {
        return count(changes.between(key(placement), until.minus(SHOWN), until));
    }

    /** Reads the grid of the placement's project as it was yesterday; gives the number of states and of looks. */
    public int past(int placement) {
        return at(placement, until.minus(SHOWN));
    }

    /** Reads what differs in that grid between yesterday and now; gives the number of states, looks and changes. */
    public int difference(int placement) {
        return at(placement, until.minus(SHOWN))
                + at(placement, until.minusSeconds(60))
                + count(changes.between(key(placement).project(), until.minus(SHOWN), until));
    }

    private int at(int placement, Instant moment) {
        var project = key(placement).project();
        return count(changes.at(project, moment)) + count(samples.lookedAt(project, Grain.MINUTE, moment));
    }

    private static PlacementKey key(int placement) {
        return new PlacementKey("p" + (placement - 1) / IN_PROJECT, "prod", "s" + placement);
    }

    private static int count(Flux<?> read) {
        return read.collectList().blockOptional().orElseThrow().size();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
