package dev.slipway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.slipway.testing.PortalEnvironment;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.TestProvider;
import dev.slipway.testing.TestProvider.Person;
import dev.slipway.testing.TestProvider.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

/** Sessions that end because the provider says so, or because it no longer vouches for their person. */
@PortalTest
class ProviderLogoutTest {

    private static final TestProvider PROVIDER = PortalEnvironment.PROVIDER;
    private static final Clock CLOCK = Clock.systemUTC();

    private final String portal;
    private final DatabaseClient database;

    @Autowired
    ProviderLogoutTest(Environment environment, DatabaseClient database) {
        this.portal = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        this.database = database;
    }

    @AfterEach
    void up() {
        PROVIDER.isDown(false);
    }

    @Test
    void aLogoutTokenOfASessionShouldEndThatOne() {
        var ada = somebody();
        var first = signIn(ada);
        var second = signIn(ada);
        assertThat(tell(claims -> claims.claim("sid", PROVIDER.sid(ada)))).isEqualTo(200);
        assertThat(second.isIn()).isFalse();
        assertThat(first.isIn()).isTrue();
    }

    @Test
    void aLogoutTokenOfASubjectShouldEndAllOfTheirs() {
        var ada = somebody();
        var grace = somebody();
        var first = signIn(ada);
        var second = signIn(ada);
        var other = signIn(grace);
        assertThat(tell(claims -> claims.subject(ada.subject()))).isEqualTo(200);
        assertThat(first.isIn()).isFalse();
        assertThat(second.isIn()).isFalse();
        assertThat(other.isIn()).isTrue();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("another issuer", claims -> claims.issuer("https://evil.example")),
                fault("another audience", claims -> claims.audience("another-client")),
                fault("no event", claims -> claims.claim("events", null)),
                fault("another event", claims -> claims.claim("events", Map.of("urn:other", Map.of()))),
                fault("a nonce", claims -> claims.claim("nonce", "n")),
                fault("no id", claims -> claims.jwtID(null)),
                fault("nobody", claims -> claims.subject(null)),
                fault(
                        "expired",
                        claims -> claims.issueTime(
                                        TestProvider.date(CLOCK.instant().minus(Duration.ofMinutes(8))))
                                .expirationTime(
                                        TestProvider.date(CLOCK.instant().minus(Duration.ofMinutes(5))))),
                fault(
                        "old",
                        claims -> claims.issueTime(
                                TestProvider.date(CLOCK.instant().minus(Duration.ofHours(1))))),
                fault(
                        "of the future",
                        claims -> claims.issueTime(
                                        TestProvider.date(CLOCK.instant().plus(Duration.ofMinutes(10))))
                                .expirationTime(
                                        TestProvider.date(CLOCK.instant().plus(Duration.ofMinutes(20))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aLogoutTokenThatDoesNotHoldShouldEndNothing(String what, UnaryOperator<JWTClaimsSet.Builder> fault) {
        var ada = somebody();
        var browser = signIn(ada);
        assertThat(tell(claims -> fault.apply(claims.subject(ada.subject())))).isEqualTo(400);
        assertThat(browser.isIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Signature.class,
            names = {"NONE", "UNKNOWN_KEY", "ANOTHER_KEY_OF_THE_SAME_NAME", "SHARED_SECRET"})
    void aLogoutTokenSignedOtherwiseShouldEndNothing(Signature signature) {
        var ada = somebody();
        var browser = signIn(ada);
        var token = PROVIDER.logoutToken(claims -> claims.subject(ada.subject()), signature);
        assertThat(send(token)).isEqualTo(400);
        assertThat(browser.isIn()).isTrue();
    }

    @Test
    void aLogoutTokenShouldWorkOnce() {
        var ada = somebody();
        signIn(ada);
        var token = PROVIDER.logoutToken(claims -> claims.subject(ada.subject()), Signature.RIGHT);
        assertThat(send(token)).isEqualTo(200);
        var later = signIn(ada);
        assertThat(send(token)).isEqualTo(400);
        assertThat(later.isIn()).isTrue();
    }

    @Test
    void whomTheProviderNoLongerVouchesForShouldBeOutAtTheNextLook() {
        var ada = somebody();
        var browser = signIn(ada);
        PROVIDER.revoke(ada);
        assertThat(browser.isIn()).as("it is not asked at each request").isTrue();
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).isFalse();
    }

    @Test
    void aSessionShouldGoOnThroughManyRenewalsAndWhileTheProviderIsDown() {
        var ada = somebody();
        var browser = signIn(ada);
        for (var look = 0; look < 3; look++) {
            itIsTimeToLook(ada);
            assertThat(browser.isIn()).as("look %s", look).isTrue();
        }
        PROVIDER.isDown(true);
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).as("down").isTrue();
        PROVIDER.isDown(false);
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).as("up again").isTrue();
    }

    @Test
    void whoLeavesTheirGroupAtTheProviderShouldLoseWhatItGave() {
        var ada = somebody();
        var browser = signIn(ada);
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
        PROVIDER.changes(Person.of(ada.subject(), ada.name(), "another-team"));
        itIsTimeToLook(ada);
        assertThat(browser.isIn()).isFalse();
    }

    private void itIsTimeToLook(Person person) {
        database.sql("update provider_session set checked_at = checked_at - interval '1 day' where subject = :subject")
                .bind("subject", person.subject())
                .then()
                .block();
    }

    private int tell(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return send(PROVIDER.logoutToken(claims, Signature.RIGHT));
    }

    /** As a provider does: no cookie, no token against forgery. */
    private int send(String token) {
        return new TestBrowser(portal)
                .post("/sign-in/testing/back-channel-logout", Map.of("logout_token", token))
                .statusCode();
    }

    private TestBrowser signIn(Person person) {
        PROVIDER.signsIn(person);
        var browser = new TestBrowser(portal);
        browser.follow("/sign-in/testing");
        assertThat(browser.isIn()).isTrue();
        return browser;
    }

    private static Arguments fault(String what, UnaryOperator<JWTClaimsSet.Builder> fault) {
        return Arguments.of(what, fault);
    }

    private static Person somebody() {
        var id = UUID.randomUUID().toString();
        return Person.of(id, "Grace " + id.substring(0, 8), "platform");
    }
}
