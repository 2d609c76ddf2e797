package dev.slipway.identity.provider;

import dev.slipway.identity.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sign-ins that went to a provider and have not come back. */
@Component
class Flows {

    /** How long somebody may take at the provider. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private final DatabaseClient database;
    private final Clock clock;

    Flows(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One sign-in on its way.
     *
     * @param nonce what the ID token must answer; absent where there is none
     * @param verifier what PKCE asks for with the code (RFC 7636)
     * @param next the page the person wanted
     */
    record Flow(
            String provider, String redirectUri, @Nullable String nonce, String verifier, String next) {}

    Mono<Void> add(String state, Secret browser, Flow flow) {
        var now = clock.instant();
        return database.sql("delete from sign_in_flow where expires_at < :now")
                .bind("now", now)
                .then()
                .then(database.sql("""
                    insert into sign_in_flow
                        (state_hash, browser_hash, provider, redirect_uri, nonce, verifier, next, expires_at)
                    values (:state, :browser, :provider, :redirect, :nonce, :verifier, :next, :end)\
                    """)
                        .bind("state", new Secret(state).hash())
                        .bind("browser", browser.hash())
                        .bind("provider", flow.provider())
                        .bind("redirect", flow.redirectUri())
                        .bind("nonce", Parameter.fromOrEmpty(flow.nonce(), String.class))
                        .bind("verifier", flow.verifier())
                        .bind("next", flow.next())
                        .bind("end", now.plus(LONGEST))
                        .then());
    }

    /** Only once, only for the browser it began in, only at the provider it went to; else empty. */
    Mono<Flow> take(String state, Secret browser, String provider) {
        return database.sql("""
            delete from sign_in_flow
             where state_hash = :state and browser_hash = :browser and provider = :provider and expires_at > :now
            returning provider, redirect_uri, nonce, verifier, next\
            """)
                .bind("state", new Secret(state).hash())
                .bind("browser", browser.hash())
                .bind("provider", provider)
                .bind("now", clock.instant())
                .map(row -> new Flow(
                        Objects.requireNonNull(row.get("provider", String.class)),
                        Objects.requireNonNull(row.get("redirect_uri", String.class)),
                        row.get("nonce", String.class),
                        Objects.requireNonNull(row.get("verifier", String.class)),
                        Objects.requireNonNull(row.get("next", String.class))))
                .all()
                .singleOrEmpty();
    }
}
