package dev.slipway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.slipway.identity.Account;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalEnvironment;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.TestProvider;
import dev.slipway.testing.TestProvider.Lie;
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

/** Sign-in at a provider that keeps to the protocol, and at one that lies. */
@PortalTest
class ProviderSignInTest {

    private static final TestProvider PROVIDER = PortalEnvironment.PROVIDER;
    private static final Clock CLOCK = Clock.systemUTC();

    private final String portal;
    private final Accounts accounts;
    private final TestPeople people;
    private final DatabaseClient database;

    @Autowired
    ProviderSignInTest(Environment environment, Accounts accounts, TestPeople people, DatabaseClient database) {
        this.portal = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        this.accounts = accounts;
        this.people = people;
        this.database = database;
    }

    @AfterEach
    void honest() {
        PROVIDER.lies(Lie.NONE);
    }

    @Test
    void aPersonOfTheProviderShouldComeBackToThePageTheyWanted() {
        var ada = somebody();
        var browser = new TestBrowser(portal);
        PROVIDER.signsIn(ada);
        var page = browser.follow("/sign-in/testing?continue=%2Faccount%3Ftab%3Dx");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getRawQuery()).isEqualTo("tab=x");
        assertThat(page.body()).contains(ada.name()).contains("by <span>testing</span>");
        assertThat(PROVIDER.lastAuthorization())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("response_type", "code")
                .containsKeys("nonce", "state", "code_challenge");
    }

    @Test
    void issuerAndSubjectShouldBeThePersonWhateverTheyAreCalled() {
        var ada = somebody();
        signIn(ada);
        signIn(new Person(
                ada.subject(),
                "Ada King",
                ada.with("preferred_username", "countess").claims()));
        assertThat(account(ada.subject()).name()).isEqualTo("Ada King");
        assertThat(accounts.find("countess").block()).isNull();
    }

    @Test
    void aNameOrAddressThatIsTakenShouldLinkNobody() {
        var local = people.person(Role.OPERATOR);
        var stranger = Person.of(UUID.randomUUID().toString(), "Not them", "platform")
                .with("preferred_username", local.userName())
                .with("email", local.userName() + "@example.org")
                .with("email_verified", true);
        var browser = signIn(stranger);
        assertThat(browser.get("/account").body()).contains(local.userName() + "-2");
        assertThat(accounts.find(local.userName()).map(Account::name).block()).isEqualTo(local.name());
    }

    @Test
    void whoGetsNothingFromTheRulesShouldStayOutsideAndLeaveNoAccount() {
        var stranger = Person.of("stranger-" + UUID.randomUUID(), "Eve", "another-team");
        var browser = new TestBrowser(portal);
        PROVIDER.signsIn(stranger);
        var page = browser.follow("/sign-in/testing");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("no rule of this portal gives you anything");
        assertThat(browser.hasSession()).isFalse();
        assertThat(accounts.find(stranger.subject()).block()).isNull();
    }

    @Test
    void anAddressShouldCountOnlyIfTheProviderVerifiedIt() {
        assertThat(email(somebody().with("email", "ada@example.org").with("email_verified", false)))
                .isEmpty();
        assertThat(email(somebody().with("email", "ada@example.org").with("email_verified", true)))
                .isEqualTo("ada@example.org");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another nonce", claims -> claims.claim("nonce", "of another sign-in")),
                lie("no nonce", claims -> claims.claim("nonce", null)),
                lie("another issuer", claims -> claims.issuer("https://evil.example")),
                lie("another audience", claims -> claims.audience("another-client")),
                lie(
                        "another authorised party",
                        claims -> claims.audience(java.util.List.of(TestProvider.CLIENT, "another-client"))
                                .claim("azp", "another-client")),
                lie(
                        "expired",
                        claims -> claims.issueTime(
                                        TestProvider.date(CLOCK.instant().minus(Duration.ofHours(1))))
                                .expirationTime(TestProvider.date(
                                        CLOCK.instant().minus(IdTokens.SKEW).minusSeconds(60)))),
                lie("no expiry", claims -> claims.expirationTime(null)),
                lie(
                        "of the future",
                        claims -> claims.issueTime(TestProvider.date(
                                CLOCK.instant().plus(IdTokens.SKEW).plus(Duration.ofMinutes(5))))),
                lie("no subject", claims -> claims.subject(null)),
                lie("another subject than the user info", claims -> claims.subject("somebody-else")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void anIdTokenThatDoesNotHoldShouldLetNobodyIn(String what, Lie lie) {
        assertRefused(lie);
    }

    @ParameterizedTest
    @EnumSource(value = Signature.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void anIdTokenSignedOtherwiseShouldLetNobodyIn(Signature signature) {
        assertRefused(Lie.by(signature));
    }

    @Test
    void clocksShouldBeAllowedToDifferALittle() {
        PROVIDER.signsIn(somebody());
        PROVIDER.lies(Lie.in(
                claims -> claims.issueTime(TestProvider.date(CLOCK.instant().minusSeconds(300)))
                        .expirationTime(TestProvider.date(CLOCK.instant().minusSeconds(5)))));
        var browser = new TestBrowser(portal);
        browser.follow("/sign-in/testing");
        assertThat(browser.isIn()).isTrue();
    }

    @Test
    void anAnswerShouldWorkOnceAndOnlyInTheBrowserThatAsked() {
        PROVIDER.signsIn(somebody());
        var browser = new TestBrowser(portal);
        var callback = browser.goAndComeBack("testing");

        assertThat(new TestBrowser(portal).get(callback).statusCode())
                .as("stolen")
                .isEqualTo(422);
        assertThat(browser.get(callback).statusCode()).isEqualTo(303);
        var again = browser.get(callback);
        assertThat(again.statusCode()).as("replayed").isEqualTo(422);
        assertThat(again.body()).contains("finished already");
    }

    @Test
    void aCodeShouldWorkOnce() {
        PROVIDER.signsIn(somebody());
        var first = new TestBrowser(portal);
        var used = first.goAndComeBack("testing");
        assertThat(first.get(used).statusCode()).isEqualTo(303);

        var second = new TestBrowser(portal);
        var fresh = second.goAndComeBack("testing");
        var replayed = second.get(fresh.replaceFirst("code=[^&]+", code(used)));
        assertThat(replayed.statusCode()).isEqualTo(422);
        assertThat(second.hasSession()).isFalse();
    }

    @Test
    void aCodeOfAnotherSignInShouldFailAtPkce() {
        PROVIDER.signsIn(somebody());
        var attacker = new TestBrowser(portal).goAndComeBack("testing");
        var victim = new TestBrowser(portal);
        var own = victim.goAndComeBack("testing");
        assertThat(victim.get(own.replaceFirst("code=[^&]+", code(attacker))).statusCode())
                .isEqualTo(422);
        assertThat(victim.hasSession()).isFalse();
    }

    @Test
    void aRefusalOfTheProviderShouldBeToldOnTheSignInPage() {
        var browser = new TestBrowser(portal);
        PROVIDER.signsIn(somebody());
        var callback = browser.goAndComeBack("testing").replaceFirst("code=[^&]+", "error=access_denied");
        assertThat(browser.get(callback).body()).contains("it answered access_denied");
    }

    @Test
    void theProviderShouldBeFreeToChangeItsKeys() {
        var ada = somebody();
        signIn(ada);
        PROVIDER.rotateKeys();
        assertThat(signIn(ada).isIn()).isTrue();
    }

    @Test
    void signInShouldBeginANewSessionAndEndTheOneBefore() {
        var browser = signIn(somebody());
        var next = somebody();
        PROVIDER.signsIn(next);
        browser.follow("/sign-in/testing");
        assertThat(browser.get("/account").body()).contains(next.name());
    }

    @Test
    void aDisabledAccountShouldStayOutside() {
        var ada = somebody();
        signIn(ada);
        database.sql("update account set disabled_at = now() where user_name = :user")
                .bind("user", account(ada.subject()).userName())
                .then()
                .block();
        var browser = new TestBrowser(portal);
        PROVIDER.signsIn(ada);
        assertThat(browser.follow("/sign-in/testing").body()).contains("is disabled");
        assertThat(browser.hasSession()).isFalse();
    }

    @Test
    void signingOutShouldLeadToTheProvider() {
        var browser = signIn(somebody());
        var page = browser.post("/sign-out", Map.of());
        assertThat(page.headers().firstValue("Refresh").orElse(""))
                .startsWith("0; url=" + PROVIDER.issuer() + "/logout?id_token_hint=")
                .contains("post_logout_redirect_uri=");
        assertThat(browser.isIn()).isFalse();
    }

    private void assertRefused(Lie lie) {
        PROVIDER.signsIn(somebody());
        PROVIDER.lies(lie);
        var browser = new TestBrowser(portal);
        var page = browser.follow("/sign-in/testing");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("did not succeed");
        assertThat(browser.hasSession()).isFalse();
    }

    private TestBrowser signIn(Person person) {
        PROVIDER.signsIn(person);
        var browser = new TestBrowser(portal);
        assertThat(browser.follow("/sign-in/testing").statusCode()).isEqualTo(200);
        return browser;
    }

    private String email(Person person) {
        signIn(person);
        return database.sql("select coalesce(email, '') from provider_person where subject = :subject")
                .bind("subject", person.subject())
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .blockOptional()
                .orElseThrow();
    }

    private Account account(String subject) {
        return database.sql("select user_name from provider_person where subject = :subject")
                .bind("subject", subject)
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .flatMap(accounts::find)
                .blockOptional()
                .orElseThrow();
    }

    private static String code(String callback) {
        return callback.replaceFirst(".*(code=[^&]+).*", "$1");
    }

    private static Arguments lie(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return Arguments.of(what, Lie.in(claims));
    }

    private static Person somebody() {
        var id = UUID.randomUUID().toString();
        return Person.of(id, "Ada " + id.substring(0, 8), "platform");
    }
}
