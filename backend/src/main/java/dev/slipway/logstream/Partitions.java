package dev.slipway.logstream;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One partition of chunks a day: a log lies whole in the partition of the day it was opened on (UTC). */
final class Partitions {

    /** Guards the creation and removal of partitions by several replicas; "slipwaylog" has no meaning to PostgreSQL. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('slipway.log_partitions', 0))";

    private static final int DAYS_AHEAD = 7;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    Partitions(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Makes sure that today's partition exists, and those of the days after it. */
    Mono<Void> ahead(LocalDate today) {
        return Flux.range(0, DAYS_AHEAD + 1)
                .concatMap(days -> ensure(today.plusDays(days)))
                .then();
    }

    Mono<Void> ensure(LocalDate day) {
        if (known.contains(day)) {
            return Mono.empty();
        }
        return exists(day)
                .flatMap(exists -> exists ? Mono.empty() : create(day))
                .then(Mono.fromRunnable(() -> known.add(day)));
    }

    private Mono<Boolean> exists(LocalDate day) {
        return database.sql("select to_regclass(:name) is not null")
                .bind("name", name(day))
                .mapValue(Boolean.class)
                .one();
    }

    /** Attached rather than created in place, because that does not wait for those who read other days. */
    private Mono<Void> create(LocalDate day) {
        var name = name(day);
        return Flux.just(
                        ONE_AT_A_TIME,
                        "create table if not exists " + name + " (like log_chunk including all)",
                        "do $$ begin if not exists (select from pg_inherits where inhrelid = '" + name
                                + "'::regclass) then alter table log_chunk attach partition " + name
                                + " for values from ('" + day + "') to ('" + day.plusDays(1) + "'); end if; end $$")
                .concatMap(sql -> database.sql(sql).then())
                .then()
                .as(transaction::transactional);
    }

    /**
     * Drops the partitions of the days before {@code oldest}, but those in which a job still writes, and marks their
     * streams as expired.
     *
     * @return how many
     */
    Mono<Long> drop(LocalDate oldest) {
        return partitionsBefore(oldest).concatMap(day -> drop(day, name(day))).count();
    }

    private Flux<LocalDate> partitionsBefore(LocalDate oldest) {
        return database.sql("""
            select to_date(substring(c.relname from '[0-9]{8}$'), 'YYYYMMDD') as day
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'log_chunk'::regclass
            """)
                .mapValue(LocalDate.class)
                .all()
                .filter(day -> day.isBefore(oldest))
                .filterWhen(day -> isOpen(day).map(open -> !open));
    }

    private Mono<Boolean> isOpen(LocalDate day) {
        return database.sql("select exists (select from log_stream where day = :day and not closed)")
                .bind("day", day)
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<LocalDate> drop(LocalDate day, String name) {
        known.remove(day);
        return Flux.just(
                        "set local lock_timeout = '2s'",
                        ONE_AT_A_TIME,
                        "update log_stream set expired_at = now() where day = '" + day + "'",
                        "drop table if exists " + name)
                .concatMap(sql -> database.sql(sql).then())
                .then(Mono.just(day))
                .as(transaction::transactional);
    }

    private static String name(LocalDate day) {
        return "log_chunk_%tY%<tm%<td".formatted(day);
    }
}
