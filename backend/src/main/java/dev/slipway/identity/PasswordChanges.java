package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Sets passwords; a new one ends the sessions under the old one. */
@Component
class PasswordChanges {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Clock clock;

    PasswordChanges(Accounts accounts, Passwords passwords, Sessions sessions, AuditLog audit, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Checks and hashes; outside of a transaction, since it takes a while. */
    Mono<String> hash(String field, String password, String userName) {
        return Mono.fromRunnable(() -> PasswordRule.check(field, password, userName))
                .subscribeOn(Schedulers.boundedElastic())
                .then(passwords.hash(password));
    }

    /** Part of the caller's transaction. */
    Mono<Void> set(String userName, String hash, @Nullable Secret keep, Actor actor) {
        return accounts.setPassword(userName, hash, clock.instant())
                .then(sessions.endAll(userName, keep))
                .then(audit.append(People.event(actor, "person.set-password", userName)));
    }
}
