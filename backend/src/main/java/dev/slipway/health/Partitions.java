package dev.slipway.health;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes partitions of samples before they are needed, and drops whole ones when their time is over. */
@Component
class Partitions {

    /** Guards making and dropping by several replicas. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('slipway.health_partitions', 0))";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Partitions(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Sees to it that samples of a day (UTC) have where to go; costs nothing when it is known. */
    Mono<Void> ensure(LocalDate day) {
        return Flux.fromArray(Grain.values())
                .concatMap(grain -> ensure(grain, grain.begin(day)))
                .then();
    }

    private Mono<Void> ensure(Grain grain, LocalDate begin) {
        var name = grain.partition(begin);
        if (known.contains(name)) {
            return Mono.empty();
        }
        return database.sql("select to_regclass(:name) is not null")
                .bind("name", name)
                .mapValue(Boolean.class)
                .one()
                .flatMap(exists -> exists ? Mono.empty() : create(grain, begin, name))
                .then(Mono.fromRunnable(() -> known.add(name)));
    }

    /** Attached rather than created in place, because that does not wait for those who read others. */
    private Mono<Void> create(Grain grain, LocalDate begin, String name) {
        // Rows of hours and days are updated while they last: room on the page keeps the updates in place. Minutes are
        // read from their index alone as soon as a vacuum has seen them.
        var storage = grain == Grain.MINUTE
                ? "fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02"
                : "fillfactor = 70";
        return Flux.just(
                        ONE_AT_A_TIME,
                        "create table if not exists " + name + " (like " + grain.table() + " including all) with ("
                                + storage + ")",
                        "do $$ begin if not exists (select from pg_inherits where inhrelid = '" + name
                                + "'::regclass) then alter table " + grain.table() + " attach partition " + name
                                + " for values from ('" + begin + " 00:00:00Z') to ('" + grain.end(begin)
                                + " 00:00:00Z'); end if; end $$")
                .concatMap(sql -> database.sql(sql).then())
                .then()
                .as(transaction::transactional);
    }

    /**
     * Drops the partitions that end before a day.
     *
     * @return how many
     */
    Mono<Long> drop(Grain grain, LocalDate oldest) {
        return database.sql("""
            select to_date(substring(c.relname from '[0-9]{8}$'), 'YYYYMMDD') as begin
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = cast(:table as regclass)
            """)
                .bind("table", grain.table())
                .mapValue(LocalDate.class)
                .all()
                .filter(begin -> !grain.end(begin).isAfter(oldest))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(begin -> drop(grain.partition(begin)))
                .count();
    }

    private Mono<String> drop(String name) {
        known.remove(name);
        return Flux.just("set local lock_timeout = '2s'", ONE_AT_A_TIME, "drop table if exists " + name)
                .concatMap(sql -> database.sql(sql).then())
                .then(Mono.just(name))
                .as(transaction::transactional);
    }
}
