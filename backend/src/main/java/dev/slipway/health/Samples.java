package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Figures of placements by minute, hour and day. A minute is added to its hour and its day when it is written. */
@Repository
class Samples {

    /** A minute that was not written for so long, because nobody looked since, is left out. */
    private static final Duration TOO_LATE = Duration.ofHours(1);

    /** Longer than any period between two looks but those that somebody sets himself. */
    private static final Duration A_FEW_MINUTES = Duration.ofMinutes(5);

    private final DatabaseClient database;
    private final Partitions partitions;

    Samples(DatabaseClient database, Partitions partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    /** Before the transaction that writes. */
    Mono<Void> prepare(Instant at) {
        // The minute that ends with a look at midnight is of the day before.
        return partitions
                .ensure(at.minus(TOO_LATE).atZone(ZoneOffset.UTC).toLocalDate())
                .then(partitions.ensure(at.atZone(ZoneOffset.UTC).toLocalDate()));
    }

    /** Gives a placement its number. */
    Mono<Long> register(PlacementKey key) {
        return where(key, """
            insert into health_placement (project, environment, service) values (:project, :environment, :service)
            on conflict do nothing\
            """).fetch().rowsUpdated();
    }

    /** Writes a minute that is over; a second time it changes nothing. */
    Mono<Long> put(PlacementKey key, Gathered minute, Instant now) {
        if (minute.minute().isBefore(now.minus(TOO_LATE))) {
            return Mono.just(0L);
        }
        var statement = where(key, SampleSql.PUT).bind("at", minute.minute());
        for (var value : values(minute).entrySet()) {
            statement = statement.bind(value.getKey(), value.getValue());
        }
        return statement.fetch().rowsUpdated();
    }

    private static Map<String, Object> values(Gathered minute) {
        var values = new LinkedHashMap<String, Object>();
        values.put("looks", minute.looks());
        values.put("unseen", minute.looks() - minute.seen());
        values.put("healthy", minute.healthy());
        values.put("worst", minute.worst());
        values.put("desired", minute.desired());
        values.put("running_low", minute.least());
        values.put("running_high", minute.most());
        values.put("pending", minute.pending());
        values.put("restarts", minute.restarts());
        measure(values, "latency", minute.latency());
        measure(values, "cpu", minute.cpu());
        measure(values, "memory", minute.memory());
        measure(values, "requests", minute.requests());
        measure(values, "errors", minute.errors());
        measure(values, "queue", minute.queue());
        return values;
    }

    private static void measure(Map<String, Object> values, String name, Gathered.Sum sum) {
        values.put(name, Parameter.fromOrEmpty(sum.mean(), Double.class));
        values.put(name + "_high", Parameter.fromOrEmpty(sum.count() == 0 ? null : sum.high(), Double.class));
    }

    /** What is kept of a stretch, in steps that are a multiple of the grain. */
    Flux<Sample> read(PlacementKey key, Grain grain, Duration step, Instant from, Instant until) {
        return where(key, SampleSql.read(grain))
                .bind("step", step.toSeconds())
                .bind("from", from)
                .bind("until", until)
                .map(Samples::sample)
                .all();
    }

    /** Those of a project that were looked at shortly before a moment; the figures of the very last minute are not written yet. */
    Flux<PlacementKey> lookedAt(String project, Instant moment) {
        var after = moment.minus(A_FEW_MINUTES);
        var hour = moment.truncatedTo(ChronoUnit.HOURS);
        var last = MinutesOfHour.between(hour, after, moment);
        var earlier = MinutesOfHour.between(hour.minus(Grain.HOUR.step), after, moment);
        return database.sql(SampleSql.LOOKED_AT)
                .bind("project", project)
                .bind("hour", last.hour())
                .bind("bits", last.bits())
                .bind("earlier", earlier.hour())
                .bind("earlier_bits", earlier.bits())
                .map(Columns::key)
                .all();
    }

    /** The same of a time of which days alone are kept: those that were looked at on that day or the day before. */
    Flux<PlacementKey> lookedAtThatDay(String project, Instant moment) {
        return database.sql(SampleSql.LOOKED_AT_THAT_DAY)
                .bind("project", project)
                .bind("from", moment.minus(Grain.DAY.step.multipliedBy(2)))
                .bind("moment", moment)
                .map(Columns::key)
                .all();
    }

    private DatabaseClient.GenericExecuteSpec where(PlacementKey key, String sql) {
        return database.sql(sql)
                .bind("project", key.project())
                .bind("environment", key.environment())
                .bind("service", key.service());
    }

    private static Sample sample(Readable row) {
        return new Sample(
                Columns.get(row, "begin", Instant.class),
                new Sample.Seen(
                        number(row, "looks"),
                        number(row, "healthy"),
                        number(row, "unseen"),
                        Gathered.health(number(row, "worst"))),
                new Sample.Instances(
                        number(row, "desired"),
                        number(row, "running_low"),
                        number(row, "running_high"),
                        number(row, "pending"),
                        number(row, "restarts")),
                new Sample.Measures(
                        measure(row, "latency"),
                        measure(row, "cpu"),
                        measure(row, "memory"),
                        measure(row, "requests"),
                        measure(row, "errors"),
                        measure(row, "queue")));
    }

    private static int number(Readable row, String column) {
        return Columns.get(row, column, Integer.class);
    }

    private static Sample.@Nullable Measure measure(Readable row, String name) {
        var mean = row.get(name, Double.class);
        var high = row.get(name + "_high", Double.class);
        return mean == null || high == null ? null : new Sample.Measure(mean, high);
    }
}
