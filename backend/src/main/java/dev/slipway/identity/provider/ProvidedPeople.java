package dev.slipway.identity.provider;

import dev.slipway.identity.Account;
import dev.slipway.identity.ProvidedAccounts;
import io.r2dbc.postgresql.codec.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The people providers vouch for, and the accounts they have here. */
@Component
class ProvidedPeople {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of the token, not of the person. */
    private static final Set<String> PASSING = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "auth_time",
            "nonce",
            "at_hash",
            "c_hash",
            "jti",
            "azp",
            "sid",
            "typ");

    private final DatabaseClient database;
    private final ProvidedAccounts accounts;
    private final RuleBook rules;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ProvidedPeople(
            DatabaseClient database,
            ProvidedAccounts accounts,
            RuleBook rules,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.rules = rules;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What came of asking to be let in. */
    sealed interface Entry {

        /** With the role and the groups that the rules give at this moment. */
        record Admitted(Account account) implements Entry {}

        /** No rule gives them anything. */
        record Stranger() implements Entry {}

        /** An administrator disabled the account. */
        record Disabled() implements Entry {}
    }

    /** Makes the account at the first time, and brings name, role and groups up to date at each. */
    Mono<Entry> admit(Provider provider, Person person) {
        return rules.current()
                .map(book -> Admission.of(provider, person, book.rules()))
                .flatMap(admission -> alone(person)
                        .then(Mono.defer(() -> find(person)))
                        .flatMap(account -> known(provider, person, account, admission))
                        .switchIfEmpty(Mono.defer(() -> unknown(provider, person, admission))))
                .as(transaction::transactional);
    }

    private Mono<Entry> known(Provider provider, Person person, Account account, Admission admission) {
        if (!account.active()) {
            return Mono.just(new Entry.Disabled());
        }
        if (!admission.admits()) {
            return accounts.follow(account, Optional.empty(), Set.of(), "no rule of the sign-in admits them")
                    .then(save(provider, person, account))
                    .thenReturn(new Entry.Stranger());
        }
        return accounts.rename(account, person.name())
                .then(accounts.follow(
                        account,
                        admission.role(),
                        admission.groups().keySet(),
                        "by rule: " + String.join(", ", admission.because())))
                .then(save(provider, person, account))
                .then(find(person))
                .map(Entry.Admitted::new);
    }

    private Mono<Entry> unknown(Provider provider, Person person, Admission admission) {
        if (!admission.admits()) {
            return Mono.just(new Entry.Stranger());
        }
        var wish = person.wish() == null ? person.name() : person.wish();
        return accounts.make(wish, person.name(), provider.id())
                .flatMap(account -> save(provider, person, account)
                        .then(accounts.follow(
                                account,
                                admission.role(),
                                admission.groups().keySet(),
                                "by rule: " + String.join(", ", admission.because())))
                        .thenReturn(new Entry.Admitted(account)));
    }

    /** Two first sign-ins of one person at a time make one account. */
    private Mono<Void> alone(Person person) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .bind("key", person.issuer() + " " + person.subject())
                .then();
    }

    private Mono<Account> find(Person person) {
        return database.sql("select user_name from provider_person where issuer = :issuer and subject = :subject")
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .flatMap(accounts::find);
    }

    private Mono<Void> save(Provider provider, Person person, Account account) {
        var claims = new TreeMap<>(person.claims());
        claims.keySet().removeAll(PASSING);
        return database.sql("""
            insert into provider_person (issuer, subject, user_name, provider, email, groups, claims, seen_at)
            values (:issuer, :subject, :user, :provider, :email, :groups, :claims, :now)
            on conflict (issuer, subject) do update set
                provider = excluded.provider, email = excluded.email, groups = excluded.groups,
                claims = excluded.claims, seen_at = excluded.seen_at\
            """)
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .bind("user", account.userName())
                .bind("provider", provider.id())
                .bind("email", Parameter.fromOrEmpty(person.email(), String.class))
                .bind("groups", person.groups().toArray(String[]::new))
                .bind("claims", Json.of(JSON.writeValueAsString(claims)))
                .bind("now", clock.instant())
                .then();
    }
}
