package dev.slipway.identity.provider;

import dev.slipway.identity.Secret;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the providers know of sessions. Such a row goes with its session. */
@Component
class ProviderSessions {

    private final DatabaseClient database;
    private final Clock clock;

    ProviderSessions(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A session that a provider vouches for.
     *
     * @param sid how the provider calls it, if it does
     */
    record Vouched(
            String provider,
            String issuer,
            String subject,
            @Nullable String sid,
            SealedTokens tokens) {}

    Mono<Void> add(Secret session, Vouched vouched) {
        return database.sql("""
            insert into provider_session (id_hash, provider, issuer, subject, sid, sealed, checked_at)
            values (:id, :provider, :issuer, :subject, :sid, :sealed, :now)\
            """)
                .bind("id", session.hash())
                .bind("provider", vouched.provider())
                .bind("issuer", vouched.issuer())
                .bind("subject", vouched.subject())
                .bind("sid", Parameter.fromOrEmpty(vouched.sid(), String.class))
                .bind("sealed", vouched.tokens().seal(session))
                .bind("now", clock.instant())
                .then();
    }

    /** Empty if no provider vouches for the session. */
    Mono<Vouched> find(Secret session) {
        return database.sql("select * from provider_session where id_hash = :id")
                .bind("id", session.hash())
                .map(row -> read(session, row))
                .all()
                .singleOrEmpty();
    }

    /** As {@link #find} if nobody looked at it for the time given, and nobody else gets it until that time has passed again. */
    Mono<Vouched> claim(Secret session, Duration every) {
        var now = clock.instant();
        return database.sql("""
            update provider_session set checked_at = :now where id_hash = :id and checked_at < :due returning *\
            """)
                .bind("id", session.hash())
                .bind("now", now)
                .bind("due", now.minus(every))
                .map(row -> read(session, row))
                .all()
                .singleOrEmpty();
    }

    Mono<Void> renew(Secret session, SealedTokens tokens) {
        return database.sql("update provider_session set sealed = :sealed where id_hash = :id")
                .bind("id", session.hash())
                .bind("sealed", tokens.seal(session))
                .then();
    }

    /** Ends the sessions of a subject, or the one that the provider calls so; gives their people. */
    Flux<String> end(String issuer, @Nullable String subject, @Nullable String sid) {
        return database.sql("""
            delete from sign_in_session s using provider_session p
             where s.id_hash = p.id_hash and p.issuer = :issuer
               and (cast(:sid as text) is null or p.sid = :sid)
               and (cast(:subject as text) is null or p.subject = :subject)
            returning s.user_name\
            """)
                .bind("issuer", issuer)
                .bind("sid", Parameter.fromOrEmpty(sid, String.class))
                .bind("subject", Parameter.fromOrEmpty(subject, String.class))
                .mapValue(String.class)
                .all();
    }

    /** Ends one session. */
    Mono<Void> end(Secret session) {
        return database.sql("delete from sign_in_session where id_hash = :id")
                .bind("id", session.hash())
                .then();
    }

    private static Vouched read(Secret session, Readable row) {
        session.mustHave(row.get("id_hash", byte[].class));
        return new Vouched(
                Objects.requireNonNull(row.get("provider", String.class)),
                Objects.requireNonNull(row.get("issuer", String.class)),
                Objects.requireNonNull(row.get("subject", String.class)),
                row.get("sid", String.class),
                SealedTokens.open(session, Objects.requireNonNull(row.get("sealed", byte[].class))));
    }
}
