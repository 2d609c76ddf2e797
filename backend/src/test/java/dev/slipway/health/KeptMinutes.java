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
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Placements whose every minute and hour of the last two days is kept, twenty in a project, and whose state changed now and then. */
public final class KeptMinutes implements AutoCloseable {

    /** Rows of one placement: as long as minutes are kept. */
    public static final int MINUTES = 2 * 24 * 60;

    private static final int IN_PROJECT = 20;
    private static final int CHANGES = 40;
    private static final String FIGURES = "2, 2, 2, 0, 0, 20 + p.id % 7, 40, 30, 60, 50, 55";
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
     * indexed at the end, so that a hundred million rows take minutes. Hours are read from their table: placements lie there
     * in the order in which looks happened to end their first minute.
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
        for (var day : begins(Grain.MINUTE)) {
            samples.prepare(day.atTime(12, 0).toInstant(ZoneOffset.UTC)).block();
        }
        for (var begin : begins(Grain.MINUTE)) {
            write(Grain.MINUTE, begin, """
                select m, p.id, 12, 0, 12, 0, %s from generate_series(%s, %s - interval '1 minute', interval '1 minute') m
                    cross join lateral (select id from health_placement order by id offset 0) p
                """);
        }
        for (var begin : begins(Grain.HOUR)) {
            write(Grain.HOUR, begin, """
                select m.at, p.id, 12 * m.minutes, 0, 12 * m.minutes, 0, %s, m.bits from (
                    select date_trunc('hour', m, 'UTC') as at, count(*) as minutes,
                        bit_or(cast(1 as bigint) << cast(extract(minute from m at time zone 'UTC') as integer)) as bits
                    from generate_series(%s, %s - interval '1 minute', interval '1 minute') m group by 1) m
                    cross join health_placement p order by m.at, hashint4(p.id)
                """);
        }
        execute("vacuum (analyze) health_sample_minute", "vacuum (analyze) health_sample_hour");
    }

    /** First days of the partitions of the time that is kept. */
    private List<LocalDate> begins(Grain grain) {
        return IntStream.rangeClosed(-2, 0)
                .mapToObj(day ->
                        grain.begin(until.atZone(ZoneOffset.UTC).toLocalDate().plusDays(day)))
                .distinct()
                .toList();
    }

    private void write(Grain grain, LocalDate begin, String rows) throws SQLException {
        var table = grain.partition(begin);
        var from = begin.atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = grain.end(begin).atStartOfDay(ZoneOffset.UTC).toInstant();
        var first = "greatest(cast('%s' as timestamptz), cast('%s' as timestamptz) - interval '2 days')"
                .formatted(from, until);
        var end = "least(cast('%s' as timestamptz), cast('%s' as timestamptz))".formatted(to, until);
        execute(
                "alter table %s detach partition %s".formatted(grain.table(), table),
                "drop table " + table,
                """
                create unlogged table %s (like %s including defaults including constraints) with (fillfactor = %d)
                """.formatted(table, grain.table(), grain == Grain.MINUTE ? 100 : 70),
                """
                insert into %s (at, placement, looks, unseen, healthy, worst, desired, running_low, running_high, pending, restarts,
                    latency, latency_high, cpu, cpu_high, memory, memory_high%s)
                %s
                """.formatted(table, grain == Grain.HOUR ? ", minutes" : "", rows.formatted(FIGURES, first, end)),
                "set maintenance_work_mem = '512MB'",
                """
                alter table %s attach partition %s for values from ('%s') to ('%s')
                """.formatted(grain.table(), table, from, to));
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
        // Side by side, as the grid of the past reads them.
        return Mono.zip(
                        changes.at(project, moment).collectList(),
                        samples.lookedAt(project, moment).collectList(),
                        (states, looked) -> states.size() + looked.size())
                .blockOptional()
                .orElseThrow();
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
