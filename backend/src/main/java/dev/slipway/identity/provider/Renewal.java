package dev.slipway.identity.provider;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.IdentityProperties;
import dev.slipway.identity.Secret;
import dev.slipway.identity.SessionCheck;
import dev.slipway.identity.provider.ProviderSessions.Vouched;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/**
 * Asks the provider now and then whether the person of a session that is used may still sign in, and takes over their groups. A
 * provider that says no ends the session; one that does not answer ends nothing, so that a portal works while it is down.
 */
@Component
class Renewal implements SessionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final ProviderSessions sessions;
    private final ProvidedPeople people;
    private final Protocol protocol;
    private final Access access;

    Renewal(ProviderSessions sessions, ProvidedPeople people, Protocol protocol, Access access) {
        this.sessions = sessions;
        this.people = people;
        this.protocol = protocol;
        this.access = access;
    }

    /** What it takes to ask, and to record what came of it. */
    @Component
    record Access(Providers providers, ProviderClients clients, IdentityProperties properties, AuditLog audit) {}

    /** Goes on when the request that caused it is cancelled: a provider may have taken back the refresh token already. */
    @Override
    public Mono<Void> check(Secret session) {
        return Mono.defer(() -> Mono.fromFuture(
                sessions.claim(session, access.properties().providerCheck())
                        .flatMap(vouched -> ask(session, vouched))
                        .toFuture(),
                true));
    }

    private Mono<Void> ask(Secret session, Vouched vouched) {
        return Mono.fromCallable(() -> access.providers().get(vouched.provider()))
                .flatMap(provider -> access.clients()
                        .registration(provider)
                        .flatMap(registration -> protocol.renew(provider, registration, vouched))
                        .timeout(PATIENCE)
                        .flatMap(renewed -> take(session, provider, vouched, renewed)))
                .onErrorResume(e -> revoked(e)
                        ? end(session, vouched, "the provider " + vouched.provider() + " no longer vouches for them")
                        : Mono.fromRunnable(() -> LOG.warn(
                                "The provider {} could not be asked about a session: {}",
                                vouched.provider(),
                                e.toString())));
    }

    private Mono<Void> take(Secret session, Provider provider, Vouched vouched, Protocol.Renewed renewed) {
        var kept = sessions.renew(session, renewed.tokens());
        return renewed.person() == null
                ? kept
                : kept.then(people.admit(provider, renewed.person()))
                        .flatMap(entry -> entry instanceof ProvidedPeople.Entry.Admitted
                                ? Mono.empty()
                                : end(session, vouched, "the rules of the sign-in no longer admit them"));
    }

    private Mono<Void> end(Secret session, Vouched vouched, String why) {
        var subject = vouched.subject() + " of " + vouched.issuer();
        return sessions.end(session)
                .then(access.audit()
                        .append(AuditEvent.of(Actor.SYSTEM, "person.end-session", null, subject)
                                .because(why)));
    }

    /** RFC 6749, section 5.2; GitHub answers 401 to a token that was taken back. */
    private static boolean revoked(Throwable e) {
        return switch (e) {
            case OAuth2AuthorizationException of -> of.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT);
            case WebClientResponseException of -> of.getStatusCode() == HttpStatus.UNAUTHORIZED;
            default -> false;
        };
    }
}
