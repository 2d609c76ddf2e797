package dev.slipway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is signed in where: rows that every replica reads and that survive a restart. */
@Component
public class Sessions {

    /** The last use is written at most this often, so that reading a page does not write a row. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final IdentityProperties properties;
    private final Clock clock;

    Sessions(DatabaseClient database, IdentityProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    Duration longest() {
        return properties.sessionLongest();
    }

    /**
     * A place somebody is signed in at.
     *
     * @param id names it in addresses; the hash of what the browser holds, so it opens nothing
     */
    public record Session(
            String id, String method, String address, String agent, Instant createdAt, Instant lastSeenAt) {

        /** Whether a browser with the cookie is this one. */
        boolean is(Secret secret) {
            return id.equals(HexFormat.of().formatHex(secret.hash()));
        }
    }

    /** Begins a session under a new id, and clears away those that are over. */
    Mono<Secret> begin(String userName, String method, String address, @Nullable String agent) {
        var id = Secret.random();
        var now = clock.instant();
        return database.sql("delete from sign_in_session where expires_at < :now or last_seen_at < :idle")
                .bind("now", now)
                .bind("idle", now.minus(properties.sessionIdle()))
                .then()
                .then(database.sql("""
                    insert into sign_in_session
                        (id_hash, user_name, method, address, agent, created_at, last_seen_at, expires_at)
                    values (:id, :user, :method, :address, :agent, :now, :now, :end)\
                    """)
                        .bind("id", id.hash())
                        .bind("user", userName)
                        .bind("method", method)
                        .bind("address", address)
                        .bind("agent", agent == null ? "unknown" : agent.substring(0, Math.min(agent.length(), 300)))
                        .bind("now", now)
                        .bind("end", now.plus(properties.sessionLongest()))
                        .then())
                .then(database.sql("update account set last_sign_in_at = :now where user_name = :user")
                        .bind("now", now)
                        .bind("user", userName)
                        .then())
                .thenReturn(id);
    }

    /** The account of a session that still holds; empty when it is over or the account is disabled. */
    Mono<Account> account(Secret id) {
        return visit(id).map(Visit::account);
    }

    /**
     * A use of a session.
     *
     * @param due whether it is time to ask whoever vouched for it
     * @param unmet the rule about second factors if the person has none and a password alone brought them in
     */
    record Visit(Account account, boolean due, SecondFactorRule unmet) {}

    /** As {@link #account}; a session by password does not hold while local accounts are switched off. */
    Mono<Visit> visit(Secret id) {
        var now = clock.instant();
        return database.sql("select a.user_name, a.name, " + Accounts.ROLE + """
                   , a.disabled_at, a.created_at, a.last_sign_in_at,
                   s.last_seen_at < :stale as stale, s.id_hash, coalesce(p.checked_at < :due, false) as due,
                   r.everybody, r.permissions
              from sign_in_session s join account a using (user_name)
                   left join provider_session p on p.id_hash = s.id_hash
                   left join second_factor_rule r
                     on (s.method like 'password%' or s.method like 'one-time link%')
                    and not exists (select from second_factor f
                                     where f.user_name = s.user_name and f.confirmed_at is not null)
             where s.id_hash = :id and s.expires_at > :now and s.last_seen_at > :idle
               and (:local or s.method not like 'password%') and a.disabled_at is null\
            """)
                .bind("id", id.hash())
                .bind("now", now)
                .bind("idle", now.minus(properties.sessionIdle()))
                .bind("stale", now.minus(GRAIN))
                .bind("due", now.minus(properties.providerCheck()))
                .bind("local", properties.localAccounts())
                .map(row -> {
                    id.mustHave(row.get("id_hash", byte[].class));
                    return new Found(
                            new Visit(
                                    Accounts.read(row),
                                    Boolean.TRUE.equals(row.get("due", Boolean.class)),
                                    SecondFactorRule.read(row)),
                            Boolean.TRUE.equals(row.get("stale", Boolean.class)));
                })
                .one()
                .flatMap(found -> found.stale() ? touch(id, now).thenReturn(found.visit()) : Mono.just(found.visit()));
    }

    private record Found(Visit visit, boolean stale) {}

    private Mono<Void> touch(Secret id, Instant now) {
        return database.sql("update sign_in_session set last_seen_at = :now where id_hash = :id")
                .bind("now", now)
                .bind("id", id.hash())
                .then();
    }

    Mono<Void> end(Secret id) {
        return database.sql("delete from sign_in_session where id_hash = :id")
                .bind("id", id.hash())
                .then();
    }

    /** Ends all sessions of a person, but the one given. */
    Mono<Long> endAll(String userName, @Nullable Secret but) {
        return database.sql("""
            delete from sign_in_session
             where user_name = :user and (:but::bytea is null or id_hash <> :but)\
            """)
                .bind("user", userName)
                .bind("but", Parameter.fromOrEmpty(but == null ? null : but.hash(), byte[].class))
                .fetch()
                .rowsUpdated();
    }

    /** False if the person has no such session. */
    Mono<Boolean> end(String userName, String id) {
        return database.sql("delete from sign_in_session where encode(id_hash, 'hex') = :id and user_name = :user")
                .bind("id", id)
                .bind("user", userName)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Where a person is signed in, newest use first. */
    public Flux<Session> of(String userName) {
        var now = clock.instant();
        return database.sql("""
            select id_hash, method, address, agent, created_at, last_seen_at from sign_in_session
             where user_name = :user and expires_at > :now and last_seen_at > :idle
             order by last_seen_at desc\
            """)
                .bind("user", userName)
                .bind("now", now)
                .bind("idle", now.minus(properties.sessionIdle()))
                .map(row -> new Session(
                        HexFormat.of().formatHex(Objects.requireNonNull(row.get("id_hash", byte[].class))),
                        Objects.requireNonNull(row.get("method", String.class)),
                        Objects.requireNonNull(row.get("address", String.class)),
                        Objects.requireNonNull(row.get("agent", String.class)),
                        Objects.requireNonNull(row.get("created_at", Instant.class)),
                        Objects.requireNonNull(row.get("last_seen_at", Instant.class))))
                .all();
    }
}
