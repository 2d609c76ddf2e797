package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All accounts. */
@Component
public class Accounts {

    private static final String COLUMNS = "user_name, name, role, disabled_at, created_at, last_sign_in_at";

    private final DatabaseClient database;

    Accounts(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Account> find(String userName) {
        return database.sql("select " + COLUMNS + " from account where user_name = :name")
                .bind("name", userName)
                .map(Accounts::read)
                .one();
    }

    /** In alphabetical order, those who may sign in first. */
    public Flux<Account> all() {
        return database.sql("select " + COLUMNS + " from account order by disabled_at is not null, user_name")
                .map(Accounts::read)
                .all();
    }

    /** Names of a few who may sign in and manage people. */
    Flux<String> administrators() {
        return database.sql("""
            select name from account where role = 'ADMINISTRATOR' and disabled_at is null
             order by last_sign_in_at desc nulls last limit 5\
            """).mapValue(String.class).all();
    }

    /** Reads the administrators so that no other transaction can take one away meanwhile. */
    Mono<Long> countAdministratorsLocked() {
        return database.sql("""
            select user_name from account
             where role = 'ADMINISTRATOR' and disabled_at is null
             order by user_name for update\
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

    /** False if the user name is taken. */
    Mono<Boolean> add(Account account) {
        return database.sql("""
            insert into account (user_name, name, role, created_at)
            values (:userName, :name, :role, :at) on conflict do nothing\
            """)
                .bind("userName", account.userName())
                .bind("name", account.name())
                .bind("role", account.role().name())
                .bind("at", account.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> setRole(String userName, Role role) {
        return database.sql("update account set role = :role where user_name = :name")
                .bind("role", role.name())
                .bind("name", userName)
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
                Role.valueOf(Objects.requireNonNull(row.get("role", String.class))),
                row.get("disabled_at", Instant.class),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("last_sign_in_at", Instant.class));
    }
}
