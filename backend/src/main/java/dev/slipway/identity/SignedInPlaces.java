package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.NotFound;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where people are signed in, and how that is ended by themselves or by an administrator. */
@Component
public class SignedInPlaces {

    private final Sessions sessions;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    SignedInPlaces(Sessions sessions, AuditLog audit, TransactionalOperator transaction) {
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * One of a person's sessions.
     *
     * @param here whether it is the one that asks
     */
    public record Place(Sessions.Session session, boolean here) {}

    /** Newest use first. */
    public Mono<List<Place>> of(String userName, ServerWebExchange exchange) {
        Optional<Secret> own = SessionCookie.SESSION.read(exchange.getRequest());
        return sessions.of(userName)
                .map(session -> new Place(session, own.filter(session::is).isPresent()))
                .collectList();
    }

    /** Ends one session at once. */
    public Mono<Void> end(String userName, String id, Actor actor) {
        return sessions.end(userName, id)
                .filter(ended -> ended)
                .switchIfEmpty(Mono.error(() -> new NotFound("This session is over already.")))
                .flatMap(_ -> audit.append(People.event(actor, "person.end-session", userName)))
                .as(transaction::transactional);
    }

    /** Ends all sessions of a person at once. */
    public Mono<Void> endAll(String userName, Actor actor) {
        return sessions.endAll(userName, null)
                .flatMap(count -> audit.append(
                        People.event(actor, "person.end-session", userName).because("all " + count)))
                .as(transaction::transactional);
    }
}
