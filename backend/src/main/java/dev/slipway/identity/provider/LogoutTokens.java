package dev.slipway.identity.provider;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logout tokens that were used, so that none works twice. */
@Component
class LogoutTokens {

    /** A token that is older is refused anyway. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Clock clock;

    LogoutTokens(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** False if it was used before. */
    Mono<Boolean> use(String issuer, String id) {
        var now = clock.instant();
        return database.sql("delete from logout_token where expires_at < :now")
                .bind("now", now)
                .then()
                .then(database.sql("""
                    insert into logout_token (issuer, jti, expires_at) values (:issuer, :id, :end) on conflict do nothing\
                    """)
                        .bind("issuer", issuer)
                        .bind("id", id)
                        .bind("end", now.plus(REMEMBERED.plus(IdTokens.SKEW)))
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows == 1));
    }
}
