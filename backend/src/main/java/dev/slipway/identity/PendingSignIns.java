package dev.slipway.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** People who gave the right password and owe a code. */
@Component
class PendingSignIns {

    static final Duration LONGEST = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Clock clock;

    PendingSignIns(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Half a sign-in.
     *
     * @param method how the first half went
     */
    record Pending(String userName, String method) {}

    Mono<Secret> add(String userName, String method) {
        var id = Secret.random();
        var now = clock.instant();
        return database.sql("delete from sign_in_pending where expires_at < :now")
                .bind("now", now)
                .then()
                .then(database.sql("""
                    insert into sign_in_pending (id_hash, user_name, method, expires_at)
                    values (:id, :user, :method, :end)\
                    """)
                        .bind("id", id.hash())
                        .bind("user", userName)
                        .bind("method", method)
                        .bind("end", now.plus(LONGEST))
                        .then())
                .thenReturn(id);
    }

    /** Empty if there is none, or it is over. */
    Mono<Pending> find(Secret id) {
        return database.sql("select user_name, method from sign_in_pending where id_hash = :id and expires_at > :now")
                .bind("id", id.hash())
                .bind("now", clock.instant())
                .map(row -> new Pending(
                        Objects.requireNonNull(row.get("user_name", String.class)),
                        Objects.requireNonNull(row.get("method", String.class))))
                .all()
                .singleOrEmpty();
    }

    Mono<Void> remove(Secret id) {
        return database.sql("delete from sign_in_pending where id_hash = :id")
                .bind("id", id.hash())
                .then();
    }
}
