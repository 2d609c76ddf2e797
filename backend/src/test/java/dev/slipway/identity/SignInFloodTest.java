package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.SignIns.Outcome;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many guesses at the same moment, at two portals with nothing in common but the database. */
class SignInFloodTest {

    private static final int GUESSES = 100;
    private static final TestDatabase SERVER = Postgres.migrated();
    private static final ConnectionPool ONE_POOL = SERVER.pool(10);
    private static final ConnectionPool OTHER_POOL = SERVER.pool(10);

    private static final IdentityProperties SETTINGS = new IdentityProperties(
            null, true, null, true, true, Duration.ofHours(12), Duration.ofDays(7), Duration.ofMinutes(5));

    private final Moment clock = new Moment();
    private final Queue<AuditEvent> refused = new ConcurrentLinkedQueue<>();
    private final List<PasswordSignIn> portals = List.of(portal(ONE_POOL), portal(OTHER_POOL));

    @AfterAll
    static void close() {
        ONE_POOL.dispose();
        OTHER_POOL.dispose();
    }

    @Test
    void manyGuessesAtOnceAtTwoPortalsShouldBeNoMoreThanAFewOneAfterTheOther() {
        person("ada", "correct horse battery staple");

        var outcomes = guesses("ada");

        assertThat(outcomes).hasSize(GUESSES);
        assertThat(outcomes)
                .filteredOn(Outcome.Wrong.class::isInstance)
                .as("guesses that were verified")
                .hasSize(SignInThrottle.FREE_PER_ACCOUNT);
        assertThat(outcomes)
                .filteredOn(Outcome.TryAgainAt.class::isInstance)
                .hasSize(GUESSES - SignInThrottle.FREE_PER_ACCOUNT);
        assertThat(refused).as("on record").hasSize(SignInThrottle.FREE_PER_ACCOUNT);
        assertThat(portals)
                .as("the right password must wait too, at either portal")
                .allSatisfy(portal -> assertThat(portal.check("ada", "correct horse battery staple", "elsewhere")
                                .block())
                        .isInstanceOf(Outcome.TryAgainAt.class));

        clock.pass(Duration.ofSeconds(31));
        assertThat(portals.getFirst()
                        .check("ada", "correct horse battery staple", "elsewhere")
                        .block())
                .isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void guessesAtSomebodyWhoDoesNotExistShouldBeHeldUpAlike() {
        assertThat(guesses("nobody"))
                .filteredOn(Outcome.Wrong.class::isInstance)
                .hasSize(SignInThrottle.FREE_PER_ACCOUNT);
    }

    /** Each from an address of its own, half of them at each portal, all at once. */
    private List<Outcome> guesses(String userName) {
        return Flux.range(0, GUESSES)
                .flatMap(
                        guess -> portals.get(guess % 2).check(userName, "guess " + guess, userName + " from " + guess),
                        GUESSES)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private void person(String userName, String password) {
        var database = SERVER.client(ONE_POOL);
        var hash = new Passwords().hash(password).blockOptional().orElseThrow();
        AuditLog none = event -> Mono.empty();
        var accounts = new Accounts(database);
        var sessions = new Sessions(database, SETTINGS, clock);
        new People(accounts, sessions, none, SERVER.transactions(ONE_POOL), clock)
                .add(userName, "Ada", Role.VIEWER, Actor.SYSTEM)
                .block();
        database.sql("update account set password_hash = :hash where user_name = :name")
                .bind("hash", hash)
                .bind("name", userName)
                .then()
                .block();
    }

    private PasswordSignIn portal(ConnectionPool pool) {
        var database = SERVER.client(pool);
        return new PasswordSignIn(
                new Accounts(database),
                new Passwords(),
                new SignInThrottle(database, clock),
                SETTINGS,
                event -> Mono.fromRunnable(() -> refused.add(event)));
    }
}
