package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** The accounts of people whom a provider vouches for; their role and part of their groups follow the rules of sign-in. */
@Component
public class ProvidedAccounts {

    private static final int LONGEST = 56;

    private final DatabaseClient database;
    private final Accounts accounts;
    private final AuditLog audit;
    private final Clock clock;

    ProvidedAccounts(DatabaseClient database, Accounts accounts, AuditLog audit, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    public Mono<Account> find(String userName) {
        return accounts.find(userName);
    }

    /** Makes an account under the name wished, or with a number behind it: a name that is taken is somebody else's. */
    public Mono<Account> make(String wish, String name, String provider) {
        var base = userName(wish);
        return Flux.range(1, 1_000)
                .map(number -> number == 1 ? base : base + "-" + number)
                .concatMap(userName -> add(userName, shown(name, userName)))
                .next()
                .delayUntil(
                        account -> audit.append(event("person.add", account).because("first sign-in at " + provider)));
    }

    private Mono<Account> add(String userName, String name) {
        var account = new Account(userName, name, null, null, clock.instant(), null);
        return accounts.add(account, "Slipway").filter(added -> added).map(_ -> account);
    }

    /** Takes over the name the provider tells. */
    public Mono<Void> rename(Account account, String name) {
        return database.sql("update account set name = :name where user_name = :user and name <> :name")
                .bind("name", shown(name, account.userName()))
                .bind("user", account.userName())
                .then();
    }

    /** Brings role and groups to what the rules say. What an administrator gave by hand stays. */
    public Mono<Void> follow(Account account, Optional<Role> role, Set<String> groups, String why) {
        return role(account, role, why).then(groups(account, groups, why));
    }

    /** The role on everything that the rules give; one they no longer give is gone, and what was given by hand stays. */
    private Mono<Void> role(Account account, Optional<Role> wanted, String why) {
        var word = wanted.map(Role::word).orElse("");
        var gone = database.sql("""
            delete from access_grant where person = :user and by_rule and role <> :role returning role\
            """)
                .bind("user", account.userName())
                .bind("role", word)
                .mapValue(String.class)
                .all()
                .collectList()
                .map(roles -> String.join(", ", roles));
        var given = database.sql("""
            insert into access_grant (person, role, granted_at, granted_by, by_rule)
            select :user, :role, :now, 'a rule of the sign-in', true where :role <> '' on conflict do nothing\
            """)
                .bind("user", account.userName())
                .bind("role", word)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated();
        return gone.flatMap(before -> given.filter(rows -> rows > 0 || !before.isEmpty())
                .flatMap(_ -> audit.append(event("person.change-role", account)
                        .change(state("role", orNone(before)), state("role", orNone(word)))
                        .because(why))));
    }

    private static String orNone(String role) {
        return role.isEmpty() ? "none" : role;
    }

    private Mono<Void> groups(Account account, Set<String> groups, String why) {
        var left = database.sql("""
            delete from person_group_member where user_name = :user and by_rule and not group_key = any(:groups)
            returning group_key\
            """)
                .bind("user", account.userName())
                .bind("groups", groups.toArray(String[]::new))
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapIterable(keys -> keys)
                .concatMap(key -> audit.append(
                        member("group.leave", key, why).change(state("member", account.userName()), null)));
        var joined = database.sql("""
            insert into person_group_member (group_key, user_name, since, by_rule)
            select key, :user, :now, true from person_group where key = any(:groups) on conflict do nothing
            returning group_key\
            """)
                .bind("user", account.userName())
                .bind("now", clock.instant())
                .bind("groups", groups.toArray(String[]::new))
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapIterable(keys -> keys)
                .concatMap(key ->
                        audit.append(member("group.join", key, why).change(null, state("member", account.userName()))));
        return left.thenMany(joined).then();
    }

    /** What {@code account} takes as a key: lower case, without accents. */
    static String userName(String wish) {
        var plain = Normalizer.normalize(wish.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("[^a-z0-9._@-]+", "-")
                .replaceAll("^[^a-z0-9]+|-+$", "");
        var name = plain.isEmpty() ? "person" : plain;
        return name.substring(0, Math.min(name.length(), LONGEST));
    }

    private static String shown(String name, String userName) {
        var line = name.replaceAll("\\p{Cntrl}", " ").strip();
        return line.isEmpty() ? userName : line.substring(0, Math.min(line.length(), 100));
    }

    private static AuditEvent event(String action, Account account) {
        return AuditEvent.of(Actor.SYSTEM, action, null, "person " + account.userName());
    }

    private static AuditEvent member(String action, String group, String why) {
        return AuditEvent.of(Actor.SYSTEM, action, null, "group " + group).because(why);
    }

    private static String state(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value).toString();
    }
}
