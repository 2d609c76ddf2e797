package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Secrets of authenticator apps in a real database, before and after there were keys. */
class SealedFactorsTest {

    private static final TestDatabase SERVER = Postgres.migrated();
    private static final ConnectionPool POOL = SERVER.pool(4);

    private final DatabaseClient database = SERVER.client(POOL);
    private final Moment clock = new Moment();
    private final List<AuditEvent> audited = new ArrayList<>();
    private final AuditLog audit = event -> Mono.<Void>fromRunnable(() -> audited.add(event));
    private final byte[] key = SealingKeys.fresh();
    private final SealingKeys keys = new SealingKeys(List.of(key));
    private final Totp totp = Totp.random();

    @BeforeEach
    void ada() {
        database.sql("truncate account cascade").then().block();
        new Accounts(database)
                .add(new Account("ada", "Ada", Role.VIEWER, null, clock.instant(), null), "the test")
                .block();
    }

    @AfterAll
    static void close() {
        POOL.dispose();
    }

    @Test
    void theDatabaseShouldNotHoldTheSecret() {
        var factors = new SecondFactors(database, keys, clock);
        factors.prepare("ada", totp).block();
        var row = row();
        assertThat(row.get("key_id")).isEqualTo(keys.current());
        assertThat(String.valueOf(row.get("secret"))).doesNotContain(hex());
        assertThat(factors.find("ada").block()).isEqualTo(totp);
    }

    @Test
    void aPlainOneShouldBeReadAndSealedAtTheStart() {
        database.sql("insert into second_factor (user_name, secret, created_at) values ('ada', :secret, :now)")
                .bind("secret", totp.secret())
                .bind("now", clock.instant())
                .then()
                .block();
        var factors = new SecondFactors(database, keys, clock);
        assertThat(factors.find("ada").block()).isEqualTo(totp);

        assertThat(sealing(keys).again().block()).isEqualTo(1);
        assertThat(String.valueOf(row().get("secret"))).doesNotContain(hex());
        assertThat(factors.find("ada").block()).isEqualTo(totp);
        assertThat(audited).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("second-factor.seal");
            assertThat(event.actor()).isEqualTo(Actor.SYSTEM);
        });
        assertThat(sealing(keys).again().block()).as("nothing is left to do").isZero();
        assertThat(audited).hasSize(1);
    }

    @Test
    void aNewKeyShouldSealWhatAnEarlierOneDid() {
        new SecondFactors(database, keys, clock).prepare("ada", totp).block();
        var fresh = SealingKeys.fresh();
        assertThat(sealing(new SealingKeys(List.of(fresh, key))).again().block())
                .isEqualTo(1);

        var withoutTheOld = new SealingKeys(List.of(fresh));
        assertThat(new SecondFactors(database, withoutTheOld, clock).find("ada").block())
                .isEqualTo(totp);
    }

    @Test
    void aPortalWithoutTheKeyShouldLeaveItAloneAndSaySo() {
        new SecondFactors(database, keys, clock).prepare("ada", totp).block();
        var others = new SealingKeys(List.of(SealingKeys.fresh()));
        assertThat(sealing(others).again().block()).isZero();
        var there = new SecondFactors(database, others, clock);
        assertThatThrownBy(() -> there.find("ada").block())
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining(keys.current());
        assertThat(new SecondFactors(database, keys, clock).find("ada").block()).isEqualTo(totp);
    }

    private FactorSealing sealing(SealingKeys with) {
        return new FactorSealing(database, with, audit, SERVER.transactions(POOL));
    }

    private Map<String, Object> row() {
        return database.sql("select encode(secret, 'hex') as secret, key_id from second_factor")
                .fetch()
                .all()
                .single()
                .blockOptional()
                .orElseThrow();
    }

    private String hex() {
        return HexFormat.of().formatHex(totp.secret());
    }
}
