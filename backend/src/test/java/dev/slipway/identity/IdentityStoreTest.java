package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts, sessions, links and the throttle on a real database, with time under the test's control. */
class IdentityStoreTest {

    private static final TestDatabase SERVER = Postgres.migrated();
    private static final ConnectionPool POOL = SERVER.pool(8);

    private static final IdentityProperties SETTINGS = new IdentityProperties(
            null, true, null, true, true, Duration.ofHours(12), Duration.ofDays(7), Duration.ofMinutes(5));

    private final DatabaseClient database = SERVER.client(POOL);
    private final Moment clock = new Moment();
    private final List<AuditEvent> audited = new ArrayList<>();
    private final AuditLog audit = event -> Mono.<Void>fromRunnable(() -> audited.add(event));
    private final Accounts accounts = new Accounts(database);
    private final Sessions sessions = new Sessions(database, SETTINGS, clock);
    private final SignInThrottle throttle = new SignInThrottle(database, clock);
    private final OneTimeLinks links = new OneTimeLinks(database, SETTINGS, clock);
    private final People people = new People(accounts, sessions, audit, SERVER.transactions(POOL), clock);
    private final FirstAdministrator first = new FirstAdministrator(
            links,
            accounts,
            people,
            new PasswordChanges(accounts, new Passwords(), sessions, audit, clock),
            new FirstAdministrator.Transactions(database, SERVER.transactions(POOL)));

    @BeforeEach
    void nobody() {
        database.sql("truncate account, sign_in_session, api_token, one_time_link, sign_in_attempts cascade")
                .then()
                .block();
    }

    @AfterAll
    static void close() {
        POOL.dispose();
    }

    @Test
    void aSessionShouldSurviveARestartAndEndWhenIdle() {
        var account = people.add("ada", "Ada", Role.VIEWER, Actor.SYSTEM).block();
        var id = begin();
        var otherReplica = new Sessions(SERVER.client(POOL), SETTINGS, clock);
        assertThat(otherReplica.account(id).map(Account::userName).block()).isEqualTo("ada");

        clock.pass(SETTINGS.sessionIdle().minusMinutes(1));
        assertThat(sessions.account(id).block()).isNotNull();
        clock.pass(SETTINGS.sessionIdle().minusMinutes(1));
        assertThat(sessions.account(id).block())
                .as("the use before was written")
                .isNotNull();
        clock.pass(SETTINGS.sessionIdle().plusMinutes(1));
        assertThat(sessions.account(id).block()).isNull();
        assertThat(account).isNotNull();
    }

    @Test
    void aSessionShouldEndAfterSevenDaysHoweverBusy() {
        people.add("ada", "Ada", Role.VIEWER, Actor.SYSTEM).block();
        var id = begin();
        for (var hours = 0; hours < 7 * 24; hours += 6) {
            assertThat(sessions.account(id).block()).isNotNull();
            clock.pass(Duration.ofHours(6));
        }
        assertThat(sessions.account(id).block()).isNull();
    }

    @Test
    void aDisabledPersonShouldBeOutAtOnce() {
        people.add("ada", "Ada", Role.VIEWER, Actor.SYSTEM).block();
        var id = begin();
        people.disable("ada", Actor.SYSTEM).block();
        assertThat(sessions.account(id).block()).isNull();
    }

    @Test
    void theLastAdministratorShouldStay() {
        people.add("ada", "Ada", Role.ADMINISTRATOR, Actor.SYSTEM).block();
        assertThatThrownBy(() -> people.disable("ada", Actor.SYSTEM).block()).isInstanceOf(Conflict.class);
        assertThatThrownBy(() ->
                        people.changeRole("ada", Role.VIEWER, Actor.SYSTEM).block())
                .isInstanceOf(Conflict.class);
        people.add("grace", "Grace", Role.ADMINISTRATOR, Actor.SYSTEM).block();
        people.changeRole("ada", Role.VIEWER, Actor.SYSTEM).block();
        assertThat(accounts.find("ada").map(Account::roleWord).block()).isEqualTo(Role.VIEWER.word());
        assertThat(audited).extracting(AuditEvent::action).contains("person.change-role");
    }

    @Test
    void severalWhoChangeARoleAtOnceShouldLeaveOne() {
        people.add("ada", "Ada", Role.VIEWER, Actor.SYSTEM).block();
        var roles = List.of(Role.OPERATOR, Role.APPROVER);
        Flux.range(0, 40)
                .flatMap(i -> people.changeRole("ada", roles.get(i / 2 % 2), Actor.SYSTEM), 8)
                .blockLast();
        assertThat(accounts.find("ada").map(Account::roleWord).block())
                .isIn(Role.OPERATOR.word(), Role.APPROVER.word());
        var grants = database.sql("select count(*) from access_grant where person = 'ada'")
                .mapValue(Long.class)
                .one()
                .block();
        assertThat(grants).isEqualTo(1);
    }

    @Test
    void guessesShouldHaveToWaitEvenManyAtOnce() {
        var allowed = Flux.range(0, 40)
                .flatMap(i -> throttle.begin("ada", "address-" + i), 8)
                .filter(Optional::isEmpty)
                .count()
                .block();
        assertThat(allowed).isEqualTo(SignInThrottle.FREE_PER_ACCOUNT);

        var until = waitFor("ada", "elsewhere");
        assertThat(Duration.between(clock.instant(), until)).isEqualTo(Duration.ofSeconds(30));
        assertThat(throttle.begin("grace", "elsewhere").block()).isEmpty();

        clock.pass(Duration.ofSeconds(31));
        assertThat(throttle.begin("ada", "elsewhere").block()).isEmpty();
        assertThat(Duration.between(clock.instant(), waitFor("ada", "elsewhere")))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anAddressShouldHaveToWaitWhateverNamesItTries() {
        for (var i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            assertThat(throttle.begin("name" + i, "10.0.0.1").block()).isEmpty();
        }
        assertThat(throttle.begin("another", "10.0.0.1").block()).isPresent();
        assertThat(throttle.begin("another", "10.0.0.2").block()).isEmpty();
    }

    @Test
    void successShouldMakeTheAccountStartAfresh() {
        for (var i = 0; i < 20; i++) {
            assertThat(throttle.begin("ada", "10.0.0.1").block()).isEmpty();
            throttle.succeeded("ada", "10.0.0.1").block();
        }
    }

    @Test
    void theFirstAdministratorShouldBeMadeOnce() {
        var link = String.valueOf(first.link().block()).substring("/setup/".length());
        var second = String.valueOf(first.link().block()).substring("/setup/".length());
        assertThatThrownBy(() -> first.make(link, "admin", "short").block()).isInstanceOf(InvalidInput.class);
        var made = first.make(link, "admin", "four words only mine").block();
        assertThat(made).isNotNull().extracting(Account::role).isEqualTo(Role.ADMINISTRATOR);
        assertThatThrownBy(
                        () -> first.make(link, "other", "four words only mine").block())
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        first.make(second, "other", "four words only mine").block())
                .isInstanceOf(NotFound.class);
        assertThat(first.link().block()).isNull();
    }

    @Test
    void aLinkShouldEndAfterItsTime() {
        var link = String.valueOf(first.link().block()).substring("/setup/".length());
        clock.pass(FirstAdministrator.VALIDITY.plusSeconds(1));
        assertThatThrownBy(() -> first.check(link).block()).isInstanceOf(NotFound.class);
    }

    private Secret begin() {
        return sessions.begin("ada", "password", "127.0.0.1", null)
                .blockOptional()
                .orElseThrow();
    }

    private Instant waitFor(String name, String address) {
        return throttle.begin(name, address)
                .map(Optional::orElseThrow)
                .blockOptional()
                .orElseThrow();
    }
}
