package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets people in and out. Every way of signing in ends in {@link #begin}. */
@Component
public class SignIns {

    private final PasswordSignIn passwords;
    private final Sessions sessions;
    private final SecondStep second;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    SignIns(
            PasswordSignIn passwords,
            Sessions sessions,
            SecondStep second,
            AuditLog audit,
            TransactionalOperator transaction) {
        this.second = second;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What came of a try with a password. */
    public sealed interface Outcome {

        /** The person is who they say. */
        record Welcome(Account account) implements Outcome {}

        /** The password is right, and the person has a second factor. */
        record CodeNeeded() implements Outcome {}

        /** Unknown person, wrong password or disabled account: the answer does not say which. */
        record Wrong() implements Outcome {}

        /** Too many tries. */
        record TryAgainAt(Instant time) implements Outcome {}
    }

    /** Looks at user name and password, and begins a session if they are right. */
    public Mono<Outcome> withPassword(String userName, String password, ServerWebExchange exchange) {
        var name = userName.strip().toLowerCase(Locale.ROOT);
        return passwords
                .check(name, password, SignInThrottle.addressOf(exchange))
                .flatMap(outcome -> outcome instanceof Outcome.Welcome(var account)
                        ? enter(account, "password", exchange)
                        : Mono.just(outcome));
    }

    /** Begins a session for somebody who proved who they are by one means, unless they owe a second. */
    public Mono<Outcome> enter(Account account, String method, ServerWebExchange exchange) {
        return second.owed(account, method, exchange)
                .flatMap(owed -> owed
                        ? Mono.just(new Outcome.CodeNeeded())
                        : begin(account, method, exchange).thenReturn(new Outcome.Welcome(account)));
    }

    /** Whether somebody in this browser gave their password and owes a code. */
    public Mono<Boolean> owesCode(ServerWebExchange exchange) {
        return second.pending(exchange).hasElement();
    }

    /** Looks at the code of somebody who gave their password; {@link Outcome.Wrong} also if nobody did. */
    public Mono<Outcome> withCode(String code, ServerWebExchange exchange) {
        return second.pending(exchange)
                .flatMap(half -> second.check(half, code, exchange)
                        .flatMap(outcome -> outcome instanceof Outcome.Welcome(var account)
                                ? begin(account, half.method() + " and code", exchange)
                                        .thenReturn(outcome)
                                : Mono.just(outcome)))
                .defaultIfEmpty(new Outcome.Wrong());
    }

    /** Begins a session under a new id and ends the one the browser had, so that nobody can plant an id beforehand. */
    public Mono<Void> begin(Account account, String method, ServerWebExchange exchange) {
        return begin(account, method, exchange, _ -> Mono.empty());
    }

    /** As {@link #begin(Account, String, ServerWebExchange)}, with something that is written together with the session. */
    public Mono<Void> begin(
            Account account, String method, ServerWebExchange exchange, Function<Secret, Mono<Void>> with) {
        var request = exchange.getRequest();
        var before = Mono.justOrEmpty(SessionCookie.SESSION.read(request)).flatMap(sessions::end);
        var actor = new Actor(Actor.Kind.PERSON, account.userName(), account.name());
        return before.then(audit.append(AuditEvent.of(actor, "person.sign-in", null, "person " + account.userName())
                        .because("by " + method)))
                .then(sessions.begin(
                        account.userName(),
                        method,
                        SignInThrottle.placeOf(exchange),
                        request.getHeaders().getFirst("User-Agent")))
                .delayUntil(with)
                .as(transaction::transactional)
                .doOnNext(id -> {
                    SessionCookie.SESSION.write(exchange, id, sessions.longest());
                    SessionCookie.VISITOR.remove(exchange);
                })
                .then();
    }

    public Mono<Void> end(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.SESSION.read(exchange.getRequest()))
                .flatMap(sessions::end)
                .then(left(exchange))
                .as(transaction::transactional)
                .then(Mono.fromRunnable(() -> SessionCookie.SESSION.remove(exchange)));
    }

    private Mono<Void> left(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Access.class)
                .mapNotNull(Access::actor)
                .flatMap(actor -> audit.append(AuditEvent.of(actor, "person.sign-out", null, "person " + actor.id())));
    }

    /** Ends the sessions of a person in all other browsers; gives their number. */
    public Mono<Long> endOthers(String userName, ServerWebExchange exchange) {
        return sessions.endAll(
                userName, SessionCookie.SESSION.read(exchange.getRequest()).orElse(null));
    }
}
