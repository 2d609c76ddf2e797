package dev.slipway.identity;

import dev.slipway.web.Conflict;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Links that let somebody choose a password, once. */
@Component
class OneTimeLinks {

    private final DatabaseClient database;
    private final IdentityProperties properties;
    private final Clock clock;

    OneTimeLinks(DatabaseClient database, IdentityProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A link that has not been used.
     *
     * @param userName whose password it sets; empty for the link that makes the first administrator
     */
    record Link(Optional<String> userName) {}

    /** A new link for a person makes their earlier ones void; those for the first administrator stand beside each other. */
    Mono<Secret> issue(@Nullable String userName, Duration validity) {
        return userName == null
                ? make(null, validity)
                : mayHavePassword(userName).then(make(userName, validity));
    }

    /** A password would be a way in past the provider. */
    private Mono<Void> mayHavePassword(String userName) {
        if (!properties.localAccounts()) {
            return Mono.error(new Conflict("Local accounts are switched off in this portal (SLIPWAY_LOCAL_ACCOUNTS): "
                    + "people sign in at a provider, and passwords open nothing."));
        }
        return database.sql("select provider from provider_person where user_name = :user")
                .bind("user", userName)
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .flatMap(provider ->
                        Mono.error(new Conflict(userName + " signs in at " + provider + " and has no password here.")));
    }

    private Mono<Secret> make(@Nullable String userName, Duration validity) {
        var secret = Secret.random();
        var now = clock.instant();
        return database.sql("delete from one_time_link where user_name = :user or expires_at < :now")
                .bind("user", Parameter.fromOrEmpty(userName, String.class))
                .bind("now", now)
                .then()
                .then(database.sql("""
                    insert into one_time_link (secret_hash, user_name, created_at, expires_at)
                    values (:hash, :user, :now, :end)\
                    """)
                        .bind("hash", secret.hash())
                        .bind("user", Parameter.fromOrEmpty(userName, String.class))
                        .bind("now", now)
                        .bind("end", now.plus(validity))
                        .then())
                .thenReturn(secret);
    }

    /** Empty if there is no such link, or it is used or over. */
    Mono<Link> find(Secret secret) {
        return database.sql("""
            select user_name from one_time_link
             where secret_hash = :hash and used_at is null and expires_at > :now
               and (:local or user_name is null)\
            """)
                .bind("hash", secret.hash())
                .bind("now", clock.instant())
                .bind("local", properties.localAccounts())
                .map(row -> new Link(Optional.ofNullable(row.get("user_name", String.class))))
                .one();
    }

    /** As {@link #find}, and nobody can use it again. */
    Mono<Link> use(Secret secret) {
        return database.sql("""
            update one_time_link set used_at = :now
             where secret_hash = :hash and used_at is null and expires_at > :now
               and (:local or user_name is null)
            returning user_name\
            """)
                .bind("hash", secret.hash())
                .bind("now", clock.instant())
                .bind("local", properties.localAccounts())
                .map(row -> new Link(Optional.ofNullable(row.get("user_name", String.class))))
                .one();
    }
}
