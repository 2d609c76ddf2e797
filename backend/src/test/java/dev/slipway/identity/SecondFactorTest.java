package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.testing.PortalTest;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** A password alone does not open an account with a second factor, nor does anything that replaces the password. */
@PortalTest
class SecondFactorTest {

    private static final String PASSWORD = "four words only mine";

    private final TestPeople people;
    private final PasswordChanges changes;
    private final OwnSecondFactor factor;
    private final SecondFactors factors;
    private final Invitations invitations;
    private final DatabaseClient database;
    private final Clock clock = Clock.systemUTC();

    @Autowired
    SecondFactorTest(
            TestPeople people,
            PasswordChanges changes,
            OwnSecondFactor factor,
            SecondFactors factors,
            Invitations invitations,
            DatabaseClient database) {
        this.database = database;
        this.people = people;
        this.changes = changes;
        this.factor = factor;
        this.factors = factors;
        this.invitations = invitations;
    }

    /** All tests come from one address, and some of them guess. */
    @AfterEach
    void forgetTheAddress() {
        database.sql("delete from sign_in_attempts where key like 'address:%'")
                .then()
                .block();
    }

    @Test
    void thePasswordShouldLeadToTheCodeAndTheCodeIn() {
        var person = person();
        var half = signIn(person);
        assertThat(half.location()).isEqualTo("/sign-in-code?continue=%2Faccount");
        assertThat(half.session()).as("no session before the code").isNull();

        var done = half.code(nextCode(person));
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.location()).isEqualTo("/account");
        assertThat(done.session()).isNotNull();
    }

    @Test
    void aWrongCodeShouldBeRefusedAndManyHaveToWait() {
        var person = person();
        var half = signIn(person);
        for (var i = 0; i < SignInThrottle.FREE_PER_ACCOUNT; i++) {
            assertThat(half.code("WRONG-CODE").status()).isEqualTo(422);
        }
        assertThat(half.code(nextCode(person)).status())
                .as("right, and too late")
                .isEqualTo(429);
    }

    @Test
    void aCodeShouldWorkOnce() {
        var person = person();
        var code = nextCode(person);
        assertThat(signIn(person).code(code).status()).isEqualTo(303);
        assertThat(signIn(person).code(code).status()).isEqualTo(422);
    }

    @Test
    void aRecoveryCodeShouldWorkOnceAndHoweverItIsWritten() {
        var person = people.person(Role.VIEWER);
        var codes = setUp(person);
        var written = codes.getFirst().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(signIn(person).code(written).status()).isEqualTo(303);
        assertThat(signIn(person).code(codes.getFirst()).status()).isEqualTo(422);
        assertThat(factor.recoveryCodesLeft(person.userName()).block()).isEqualTo(codes.size() - 1L);
    }

    @Test
    void aOneTimeLinkShouldNotPassTheSecondFactor() {
        var person = person();
        var path = Objects.requireNonNull(invitations
                .issue(person.userName(), people.actor(Role.ADMINISTRATOR))
                .block());
        var browser = SignInTest.Browser.open(people.client());
        var answer = new Half(
                browser,
                browser.send(
                        path,
                        BodyInserters.fromFormData("password", "another four words")
                                .with("again", "another four words")));
        assertThat(answer.location()).isEqualTo("/sign-in-code");
        assertThat(answer.session()).isNull();
    }

    @Test
    void itShouldCountOnlyOnceItIsConfirmed() {
        var person = people.person(Role.VIEWER);
        password(person);
        factor.prepare(access(person)).block();
        assertThat(signIn(person).session()).isNotNull();
        assertThatThrownBy(() -> factor.confirm(access(person), "000000x").block())
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void thePagesShouldSetItUpWithAQrCode() {
        var person = people.person(Role.VIEWER);
        var browser = people.browser(person);
        browser.post()
                .uri("/account/second-factor")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<svg class=\"qr\"").contains("h1v1h-1z"));
        var totp = factors.find(person.userName()).blockOptional().orElseThrow();
        browser.post()
                .uri("/account/second-factor/confirm")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("code=" + totp.code(Totp.stepAt(clock.instant())))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("recovery codes"));
        assertThat(factor.has(person.userName()).block()).isTrue();

        people.browser(Role.ADMINISTRATOR)
                .post()
                .uri("/people/" + person.userName() + "/second-factor/remove")
                .exchange()
                .expectStatus()
                .isSeeOther();
        assertThat(factor.has(person.userName()).block()).isFalse();
    }

    /** The answer to one step of a sign-in. */
    private record Half(SignInTest.Browser browser, WebTestClient.ResponseSpec answer) {

        int status() {
            return answer.returnResult(Void.class).getStatus().value();
        }

        String location() {
            return String.valueOf(
                    answer.returnResult(Void.class).getResponseHeaders().getLocation());
        }

        @Nullable
        String session() {
            return cookie("slipway-session");
        }

        Half code(String code) {
            var next = browser.client()
                    .post()
                    .uri("/sign-in-code")
                    .cookie("slipway-visitor", browser.visitor())
                    .cookie("slipway-second-factor", String.valueOf(cookie("slipway-second-factor")))
                    .accept(MediaType.TEXT_HTML)
                    .body(BodyInserters.fromFormData("code", code)
                            .with("to", "/account")
                            .with("_csrf", browser.csrf()))
                    .exchange();
            return new Half(browser, next);
        }

        private @Nullable String cookie(String name) {
            var cookie = answer.returnResult(Void.class).getResponseCookies().getFirst(name);
            return cookie == null ? null : cookie.getValue();
        }
    }

    private Half signIn(Account person) {
        var browser = SignInTest.Browser.open(people.client());
        return new Half(browser, browser.signIn(person.userName(), PASSWORD, "/account"));
    }

    /** Somebody with a password and a second factor. */
    private Account person() {
        var person = people.person(Role.VIEWER);
        setUp(person);
        return person;
    }

    private List<String> setUp(Account person) {
        password(person);
        factor.prepare(access(person)).block();
        var totp = factors.find(person.userName()).blockOptional().orElseThrow();
        return Objects.requireNonNull(factor.confirm(access(person), totp.code(Totp.stepAt(clock.instant())))
                .block());
    }

    /** Of a step after the one that confirmed it. */
    private String nextCode(Account person) {
        var totp = factors.find(person.userName()).blockOptional().orElseThrow();
        return totp.code(Totp.stepAt(clock.instant()) + 1);
    }

    private void password(Account person) {
        changes.hash("password", PASSWORD, person.userName())
                .flatMap(hash -> changes.set(person.userName(), hash, null, people.actor(Role.ADMINISTRATOR)))
                .block();
    }

    private static Access access(Account person) {
        return new Access(
                new Actor(Actor.Kind.PERSON, person.userName(), person.name()),
                person.userName(),
                Role.VIEWER.permissions());
    }
}
