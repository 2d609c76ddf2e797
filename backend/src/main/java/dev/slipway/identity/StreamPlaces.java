package dev.slipway.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Counts the event streams of each person over all portals. Those of a portal that was killed stop counting by themselves. */
@Component
class StreamPlaces {

    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final LimitProperties limits;
    private final Clock clock;

    StreamPlaces(DatabaseClient database, TransactionalOperator transaction, LimitProperties limits, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.limits = limits;
        this.clock = clock;
    }

    /** False if the person has as many as one may have. Two that come at a time are counted one after the other. */
    Mono<Boolean> take(UUID id, String who) {
        if (limits.streams() == 0) {
            return Mono.just(true);
        }
        return database.sql("select pg_advisory_xact_lock(hashtextextended('open_stream ' || :who, 0))")
                .bind("who", who)
                .then()
                .then(forget())
                .then(database.sql("""
                    insert into open_stream (id, who, seen_at) select :id, :who, :now
                     where (select count(*) from open_stream where who = :who) < :most\
                    """)
                        .bind("id", id)
                        .bind("who", who)
                        .bind("now", clock.instant())
                        .bind("most", limits.streams())
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1)
                .as(transaction::transactional);
    }

    Mono<Void> leave(UUID id) {
        return limits.streams() == 0
                ? Mono.empty()
                : database.sql("delete from open_stream where id = :id")
                        .bind("id", id)
                        .then();
    }

    /** To be said more often than every half minute. */
    Mono<Void> stillThere(Collection<UUID> ids) {
        return limits.streams() == 0
                ? Mono.empty()
                : database.sql("update open_stream set seen_at = :now where id = any(:ids)")
                        .bind("now", clock.instant())
                        .bind("ids", ids.toArray(UUID[]::new))
                        .then();
    }

    private Mono<Void> forget() {
        return database.sql("delete from open_stream where seen_at < :old")
                .bind("old", clock.instant().minus(FORGOTTEN))
                .then();
    }
}
