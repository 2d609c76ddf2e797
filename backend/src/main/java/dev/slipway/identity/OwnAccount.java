package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.identity.SignIns.Outcome;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.Forbidden;
import dev.slipway.web.InvalidInput;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What people do with their own account; their tokens may not. */
@Component
public class OwnAccount {

    private final PasswordSignIn passwords;
    private final PasswordChanges changes;
    private final TransactionalOperator transaction;

    OwnAccount(PasswordSignIn passwords, PasswordChanges changes, TransactionalOperator transaction) {
        this.passwords = passwords;
        this.changes = changes;
        this.transaction = transaction;
    }

    /** Asks for the present password first, and ends the sessions in all other browsers. */
    public Mono<Void> changePassword(Access who, String present, String password, ServerWebExchange exchange) {
        return Mono.defer(() -> {
            var actor = person(who);
            var keep = SessionCookie.SESSION.read(exchange.getRequest()).orElse(null);
            return passwords
                    .check(actor.id(), present, SignInThrottle.addressOf(exchange))
                    .flatMap(OwnAccount::confirmed)
                    .then(changes.hash("password", password, actor.id()))
                    .flatMap(hash -> changes.set(actor.id(), hash, keep, actor).as(transaction::transactional));
        });
    }

    private static Mono<Void> confirmed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Welcome _, Outcome.CodeNeeded _ -> Mono.empty();
            case Outcome.Wrong _ ->
                Mono.error(new InvalidInput(
                        "The present password is not right.",
                        new FieldProblem("present", "is not your password", "Type the one you signed in with.")));
            case Outcome.TryAgainAt(var time) ->
                Mono.error(new Conflict("Too many tries with a wrong password. Try again at " + time + "."));
        };
    }

    static Actor person(Access who) {
        return who.whoever()
                .filter(actor -> actor.kind() == Actor.Kind.PERSON)
                .orElseThrow(() -> new Forbidden("A token may not do this; sign in as a person."));
    }
}
