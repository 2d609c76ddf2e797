package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.SignIns.Outcome;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks a password, throttled, in the same time whether or not the person exists. */
@Component
class PasswordSignIn {

    private final Accounts accounts;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final IdentityProperties properties;
    private final AuditLog audit;

    PasswordSignIn(
            Accounts accounts,
            Passwords passwords,
            SignInThrottle throttle,
            IdentityProperties properties,
            AuditLog audit) {
        this.audit = audit;
        this.properties = properties;
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** Nobody's password is right while local accounts are switched off. */
    Mono<Outcome> check(String userName, String password, String address) {
        if (!properties.localAccounts()) {
            return Mono.just(new Outcome.Wrong());
        }
        return throttle.begin(userName, address)
                .flatMap(wait -> wait.<Mono<Outcome>>map(until -> Mono.just(new Outcome.TryAgainAt(until)))
                        .orElseGet(() -> verify(userName, password, address)));
    }

    private Mono<Outcome> verify(String userName, String password, String address) {
        return accounts.passwordHash(userName)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(hash -> passwords.matches(password, hash.orElse(null)))
                .filter(right -> right)
                .flatMap(_ -> accounts.find(userName))
                .filter(Account::active)
                .flatMap(account ->
                        throttle.succeeded(userName, address).thenReturn((Outcome) new Outcome.Welcome(account)))
                .switchIfEmpty(Mono.defer(() -> refused(userName)));
    }

    /** What was typed as a name goes on record only if it is one: people type passwords there too. */
    private Mono<Outcome> refused(String userName) {
        return accounts.find(userName)
                .map(account -> "person " + account.userName())
                .defaultIfEmpty("somebody unknown")
                .flatMap(who -> audit.append(AuditEvent.of(Actor.SYSTEM, "person.refuse-sign-in", null, who)
                        .because("Wrong password, unknown person or disabled account")))
                .thenReturn(new Outcome.Wrong());
    }
}
