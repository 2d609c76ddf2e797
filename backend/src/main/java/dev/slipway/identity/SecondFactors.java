package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Secrets of authenticator apps, sealed, and the recovery codes beside them. */
@Component
class SecondFactors {

    private final DatabaseClient database;
    private final SealingKeys keys;
    private final Clock clock;

    SecondFactors(DatabaseClient database, SealingKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether the person has one that counts. */
    Mono<Boolean> has(String userName) {
        return database.sql("select exists (select from second_factor where user_name = :user and confirmed_at is not"
                        + " null)")
                .bind("user", userName)
                .mapValue(Boolean.class)
                .all()
                .single();
    }

    /** Who has one that counts. */
    Flux<String> owners() {
        return database.sql("select user_name from second_factor where confirmed_at is not null")
                .mapValue(String.class)
                .all();
    }

    /** Empty before {@link #prepare}. */
    Mono<Totp> find(String userName) {
        return database.sql("select user_name, secret, key_id from second_factor where user_name = :user")
                .bind("user", userName)
                .map(row -> new Totp(opened(row)))
                .all()
                .singleOrEmpty();
    }

    /** Plain ones are of a portal that did not seal yet. */
    private byte[] opened(Readable row) {
        var secret = Objects.requireNonNull(row.get("secret", byte[].class));
        var key = row.get("key_id", String.class);
        return key == null
                ? secret
                : keys.open(
                        new SealingKeys.Sealed(key, secret),
                        Objects.requireNonNull(row.get("user_name", String.class)));
    }

    /** A secret that does not count yet, in place of one that did not either; false if there is one that does. */
    Mono<Boolean> prepare(String userName, Totp totp) {
        var sealed = keys.seal(totp.secret(), userName);
        return database.sql("""
            insert into second_factor (user_name, secret, key_id, created_at) values (:user, :secret, :key, :now)
            on conflict (user_name) do update
               set secret = excluded.secret, key_id = excluded.key_id, created_at = excluded.created_at
             where second_factor.confirmed_at is null\
            """)
                .bind("user", userName)
                .bind("secret", sealed.bytes())
                .bind("key", sealed.keyId())
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** From now on it counts. False if it does already. */
    Mono<Boolean> confirm(String userName, long step) {
        return database.sql("""
            update second_factor set confirmed_at = :now, last_step = :step
             where user_name = :user and confirmed_at is null\
            """)
                .bind("user", userName)
                .bind("step", step)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> addRecoveryCodes(String userName, Iterable<String> codes) {
        return Flux.fromIterable(codes)
                .concatMap(
                        code -> database.sql("insert into recovery_code (user_name, code_hash) values (:user, :hash)")
                                .bind("user", userName)
                                .bind("hash", hash(code))
                                .then())
                .then();
    }

    /** Whether the code is right; a code, and a recovery code, works once, also for two that come at a time. */
    Mono<Boolean> use(String userName, String code) {
        var plain = plain(code);
        return plain.matches("[0-9]{6}") ? useTotp(userName, plain) : useRecoveryCode(userName, plain);
    }

    private Mono<Boolean> useTotp(String userName, String code) {
        return find(userName)
                .flatMap(totp -> {
                    var step = totp.stepOf(code, clock.instant());
                    return step.isEmpty()
                            ? Mono.just(0L)
                            : database.sql("""
                                update second_factor set last_step = :step
                                 where user_name = :user and last_step < :step and confirmed_at is not null\
                                """)
                                    .bind("step", step.getAsLong())
                                    .bind("user", userName)
                                    .fetch()
                                    .rowsUpdated();
                })
                .map(rows -> rows == 1)
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> useRecoveryCode(String userName, String code) {
        return database.sql("""
            update recovery_code set used_at = :now
             where user_name = :user and code_hash = :hash and used_at is null\
            """)
                .bind("now", clock.instant())
                .bind("user", userName)
                .bind("hash", hash(code))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Long> recoveryCodesLeft(String userName) {
        return database.sql("select count(*) from recovery_code where user_name = :user and used_at is null")
                .bind("user", userName)
                .mapValue(Long.class)
                .all()
                .single();
    }

    /** False if there was none. */
    Mono<Boolean> remove(String userName) {
        return database.sql("delete from second_factor where user_name = :user")
                .bind("user", userName)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** A recovery code has 80 random bits: its hash needs no salt. */
    private static byte[] hash(String code) {
        return new Secret(plain(code)).hash();
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
