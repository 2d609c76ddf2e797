package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.web.NotFound;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The account that makes all others; made once, by somebody who can read the portal's output. */
@Component
public class FirstAdministrator {

    static final Duration VALIDITY = Duration.ofHours(1);

    /** Any number; two replicas that start together take the same lock. */
    private static final String LOCK = "select pg_advisory_xact_lock(7203846019)";

    private final OneTimeLinks links;
    private final Accounts accounts;
    private final People people;
    private final PasswordChanges changes;
    private final Transactions transactions;

    FirstAdministrator(
            OneTimeLinks links, Accounts accounts, People people, PasswordChanges changes, Transactions transactions) {
        this.links = links;
        this.accounts = accounts;
        this.people = people;
        this.changes = changes;
        this.transactions = transactions;
    }

    /** Lets one transaction of a kind run at a time, on all replicas. */
    @Component
    static class Transactions {

        private final DatabaseClient database;
        private final TransactionalOperator transaction;

        Transactions(DatabaseClient database, TransactionalOperator transaction) {
            this.database = database;
            this.transaction = transaction;
        }

        <T> Mono<T> alone(Mono<T> work) {
            return database.sql(LOCK).fetch().one().then(work).as(transaction::transactional);
        }
    }

    /** The path of a link that makes the first administrator; empty once there is an account. */
    Mono<String> link() {
        return accounts.exist()
                .filter(exist -> !exist)
                .flatMap(_ -> links.issue(null, VALIDITY))
                .map(secret -> "/setup/" + secret.value());
    }

    /** Fails if the link does not hold. */
    public Mono<Void> check(String link) {
        return links.find(new Secret(link))
                .filter(found -> found.userName().isEmpty())
                .filterWhen(_ -> accounts.exist().map(exist -> !exist))
                .switchIfEmpty(Mono.error(FirstAdministrator::isVoid))
                .then();
    }

    /** Makes the account and uses the link up. */
    public Mono<Account> make(String link, String userName, String password) {
        var work = links.use(new Secret(link))
                .filter(found -> found.userName().isEmpty())
                .switchIfEmpty(Mono.error(FirstAdministrator::isVoid));
        return check(link)
                .then(changes.hash("password", password, userName))
                .flatMap(hash -> transactions.alone(work.then(add(userName, hash))));
    }

    /** Makes the account without a link, if there is none at all. */
    Mono<Account> make(String userName, String password) {
        return accounts.exist()
                .filter(exist -> !exist)
                .flatMap(_ -> changes.hash("password", password, userName))
                .flatMap(hash -> transactions.alone(add(userName, hash)));
    }

    private Mono<Account> add(String userName, String hash) {
        return accounts.exist()
                .filter(exist -> !exist)
                .switchIfEmpty(Mono.error(FirstAdministrator::isVoid))
                .flatMap(_ -> people.add(userName, "", Role.ADMINISTRATOR, Actor.SYSTEM))
                .delayUntil(account -> changes.set(account.userName(), hash, null, Actor.SYSTEM));
    }

    private static NotFound isVoid() {
        return new NotFound("This link was used already or is over. If nobody has an account yet, "
                + "start the portal again: it prints a new link.");
    }
}
