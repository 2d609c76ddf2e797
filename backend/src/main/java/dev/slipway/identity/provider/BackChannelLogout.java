package dev.slipway.identity.provider;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A provider tells that somebody signed out there (OpenID Connect Back-Channel Logout 1.0): their sessions here end at once. */
@Component
public class BackChannelLogout {

    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

    private final ProviderClients clients;
    private final IdTokens tokens;
    private final ProviderSessions sessions;
    private final LogoutTokens used;
    private final Ending ending;

    BackChannelLogout(
            ProviderClients clients, IdTokens tokens, ProviderSessions sessions, LogoutTokens used, Ending ending) {
        this.clients = clients;
        this.tokens = tokens;
        this.sessions = sessions;
        this.used = used;
        this.ending = ending;
    }

    /** Writes down what was ended, in the same transaction. */
    @Component
    record Ending(AuditLog audit, TransactionalOperator transaction) {}

    /** False if the token does not hold or was used before. */
    public Mono<Boolean> receive(Provider provider, String token) {
        return clients.registration(provider)
                .flatMap(registration -> tokens.logoutDecoder(registration).decode(token))
                .flatMap(logout -> end(provider, logout).as(ending.transaction()::transactional))
                .onErrorResume(JwtException.class, e -> {
                    LOG.warn("A logout token of {} was refused: {}", provider, e.toString());
                    return Mono.just(false);
                });
    }

    private Mono<Boolean> end(Provider provider, Jwt logout) {
        var issuer = Objects.requireNonNull(logout.getClaimAsString("iss"));
        return used.use(issuer, Objects.requireNonNull(logout.getId()))
                .flatMap(fresh -> fresh
                        ? sessions.end(issuer, logout.getSubject(), logout.getClaimAsString("sid"))
                                .collectList()
                                .flatMapIterable(people -> people)
                                .concatMap(person -> ending.audit()
                                        .append(AuditEvent.of(
                                                        Actor.SYSTEM, "person.end-session", null, "person " + person)
                                                .because("signed out at " + provider)))
                                .then(Mono.just(true))
                        : Mono.just(false));
    }
}
