package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import dev.slipway.web.NotFound;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One-time links by which people choose their password. */
@Component
public class Invitations {

    static final Duration VALIDITY = Duration.ofHours(24);

    private final OneTimeLinks links;
    private final People people;
    private final PasswordChanges changes;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    Invitations(
            OneTimeLinks links,
            People people,
            PasswordChanges changes,
            AuditLog audit,
            TransactionalOperator transaction) {
        this.links = links;
        this.people = people;
        this.changes = changes;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** The path of a link with which the person sets a password within a day; earlier ones become void. */
    public Mono<String> issue(String userName, Actor actor) {
        return people.known(userName)
                .flatMap(account -> account.active()
                        ? links.issue(userName, VALIDITY)
                        : Mono.error(new Conflict("The account " + userName + " is disabled. Enable it first.")))
                .delayUntil(_ -> audit.append(People.event(actor, "person.issue-link", userName)))
                .map(secret -> "/password/" + secret.value())
                .as(transaction::transactional);
    }

    /** Whose link it is; fails if it does not hold. */
    public Mono<Account> account(String link) {
        return links.find(new Secret(link))
                .flatMap(found -> Mono.justOrEmpty(found.userName()))
                .flatMap(people::known)
                .filter(Account::active)
                .switchIfEmpty(Mono.error(Invitations::isVoid));
    }

    /** Sets the password and uses the link up. */
    public Mono<Account> accept(String link, String password) {
        return account(link)
                .flatMap(account -> changes.hash("password", password, account.userName())
                        .flatMap(hash -> use(link, account, hash)));
    }

    private Mono<Account> use(String link, Account account, String hash) {
        var actor = new Actor(Actor.Kind.PERSON, account.userName(), account.name());
        return links.use(new Secret(link))
                .switchIfEmpty(Mono.error(Invitations::isVoid))
                .then(changes.set(account.userName(), hash, null, actor))
                .thenReturn(account)
                .as(transaction::transactional);
    }

    private static NotFound isVoid() {
        return new NotFound(
                "This link was used already, has been replaced or is over. Ask an administrator for another.");
    }
}
