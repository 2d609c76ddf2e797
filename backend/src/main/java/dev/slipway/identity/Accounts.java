package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All accounts. */
@Component
public class Accounts {

    /** The highest built-in role that a person of {@code account a} has on everything. */
    static final String ROLE = """
        (select upper(g.role) from access_grant g
          where g.person = a.user_name and g.project is null
            and g.role in ('viewer', 'approver', 'operator', 'maintainer', 'administrator')
          order by array_position(array['administrator', 'maintainer', 'operator', 'approver', 'viewer'], g.role)
          limit 1) as role\
        """;

    private static final String SELECT =
            "select a.user_name, a.name, " + ROLE + ", a.disabled_at, a.created_at, a.last_sign_in_at from account a ";

    private final DatabaseClient database;

    Accounts(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Account> find(String userName) {
        return database.sql(SELECT + "where a.user_name = :name")
                .bind("name", userName)
                .map(Accounts::read)
                .one();
    }

    /** Has other transactions wait that would change the person; does nothing if there is no such account. */
    Mono<Void> lock(String userName) {
        return database.sql("select from account where user_name = :name for update")
                .bind("name", userName)
                .then();
    }

    /** In alphabetical order, those who may sign in first. */
    public Flux<Account> all() {
        return database.sql(SELECT + "order by a.disabled_at is not null, a.user_name")
                .map(Accounts::read)
                .all();
    }

    /** Names of a few who may sign in and manage people. */
    Flux<String> administrators() {
        return database.sql("""
            select a.name from account a
             where a.disabled_at is null and exists (select from access_grant g
                   where g.person = a.user_name and g.role = 'administrator' and g.project is null)
             order by a.last_sign_in_at desc nulls last limit 5\
            """).mapValue(String.class).all();
    }

    /** Reads the administrators so that no other transaction can take one away meanwhile. */
    Mono<Long> countAdministratorsLocked() {
        return database.sql("""
            select a.user_name from account a join access_grant g on g.person = a.user_name
             where g.role = 'administrator' and g.project is null and a.disabled_at is null
             order by a.user_name for update\
            """).mapValue(String.class).all().count();
    }

    Mono<Boolean> exist() {
        return database.sql("select exists (select from account)")
                .mapValue(Boolean.class)
                .one();
    }

    /** Whether there is a password to sign in with. */
    public Mono<Boolean> hasPassword(String userName) {
        return passwordHash(userName).hasElement();
    }

    /** Empty if the account is unknown or has no password. */
    Mono<String> passwordHash(String userName) {
        return database.sql("select password_hash from account where user_name = :name and password_hash is not null")
                .bind("name", userName)
                .mapValue(String.class)
                .one();
    }

    /** False if the user name is taken. Their role, if any, is granted on everything. */
    Mono<Boolean> add(Account account, String by) {
        return database.sql("""
            insert into account (user_name, name, created_at) values (:userName, :name, :at) on conflict do nothing\
            """)
                .bind("userName", account.userName())
                .bind("name", account.name())
                .bind("at", account.createdAt())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.justOrEmpty(account.role())
                                .flatMap(role -> grant(account.userName(), role, by, account.createdAt()))
                                .thenReturn(true)
                        : Mono.just(false));
    }

    /** In place of all that was granted to them on everything. */
    Mono<Void> setRole(String userName, Role role, String by, Instant at) {
        return database.sql("delete from access_grant where person = :name and project is null")
                .bind("name", userName)
                .then()
                .then(grant(userName, role, by, at));
    }

    private Mono<Void> grant(String userName, Role role, String by, Instant at) {
        return database.sql("""
            insert into access_grant (person, role, granted_at, granted_by) values (:name, :role, :at, :by)
            on conflict do nothing\
            """)
                .bind("name", userName)
                .bind("role", role.word())
                .bind("at", at)
                .bind("by", by)
                .then();
    }

    Mono<Void> setPassword(String userName, String hash, Instant at) {
        return database.sql(
                        "update account set password_hash = :hash, password_changed_at = :at where user_name = :name")
                .bind("hash", hash)
                .bind("at", at)
                .bind("name", userName)
                .then();
    }

    Mono<Void> disable(String userName, Instant at) {
        return database.sql("update account set disabled_at = :at where user_name = :name")
                .bind("at", at)
                .bind("name", userName)
                .then();
    }

    Mono<Void> enable(String userName) {
        return database.sql("update account set disabled_at = null where user_name = :name")
                .bind("name", userName)
                .then();
    }

    static Account read(Readable row) {
        return new Account(
                Objects.requireNonNull(row.get("user_name", String.class)),
                Objects.requireNonNull(row.get("name", String.class)),
                role(row.get("role", String.class)),
                row.get("disabled_at", Instant.class),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("last_sign_in_at", Instant.class));
    }

    private static @Nullable Role role(@Nullable String name) {
        return name == null ? null : Role.valueOf(name);
    }
}
