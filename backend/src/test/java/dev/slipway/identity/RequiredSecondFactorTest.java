package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Who must have a second factor can do nothing with their password alone but set one up. */
@PortalTest
class RequiredSecondFactorTest {

    private static final String SETUP = "/account/second-factor";

    private final TestPeople people;
    private final SecondFactorRules rules;
    private final SecondFactors factors;
    private final Clock clock = Clock.systemUTC();

    @Autowired
    RequiredSecondFactorTest(TestPeople people, SecondFactorRules rules, SecondFactors factors) {
        this.people = people;
        this.rules = rules;
        this.factors = factors;
    }

    @BeforeEach
    void ofThoseWhoMayBreakGlass() {
        ask(new SecondFactorRule(false, EnumSet.of(Permission.BREAK_GLASS)));
    }

    @AfterEach
    void ofNobody() {
        ask(SecondFactorRule.NOBODY);
    }

    @Test
    void nothingShouldBeOpenBeforeItIsSetUp() {
        var browser = people.byPassword(people.person(Role.ADMINISTRATOR));
        for (var path : Set.of("/", "/people", "/account", "/account/tokens", "/projects/demo", "/audit", "/nowhere")) {
            var answer = get(browser, path);
            assertThat(answer.getStatus().value()).as(path).isEqualTo(303);
            assertThat(String.valueOf(answer.getResponseHeaders().getLocation()))
                    .as(path)
                    .isEqualTo(SETUP);
        }
        assertThat(get(browser, "/api/v1/me").getStatus().value()).isEqualTo(403);
        assertThat(get(browser, "/api/v1/me").getResponseBody())
                .contains("whoever may break glass")
                .contains(SETUP);
        assertThat(browser.get()
                        .uri("/people")
                        .header("HX-Request", "true")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseHeaders()
                        .getFirst("HX-Redirect"))
                .isEqualTo(SETUP);
        assertThat(post(browser, "/people", Map.of("userName", "mallory", "role", "VIEWER"))
                        .getStatus()
                        .value())
                .isEqualTo(303);
        assertThat(get(people.browser(Role.ADMINISTRATOR), "/people").getResponseBody())
                .doesNotContain("mallory");
    }

    @Test
    void settingItUpShouldOpenTheRest() {
        var person = people.person(Role.ADMINISTRATOR);
        var browser = people.byPassword(person);
        assertThat(get(browser, SETUP).getResponseBody()).contains("This portal asks whoever may break glass");
        assertThat(post(browser, SETUP, Map.of()).getResponseBody()).contains("<svg class=\"qr\"");
        assertThat(get(browser, "/people").getStatus().value())
                .as("it is not confirmed yet")
                .isEqualTo(303);

        var totp = factors.find(person.userName()).blockOptional().orElseThrow();
        assertThat(post(browser, SETUP + "/confirm", Map.of("code", totp.code(Totp.stepAt(clock.instant()))))
                        .getResponseBody())
                .contains("recovery codes");
        assertThat(get(browser, "/people").getStatus().value()).isEqualTo(200);
        assertThat(get(browser, SETUP).getStatus().value())
                .as("nothing is left to set up")
                .isEqualTo(303);
    }

    @Test
    void whoLosesItShouldSetItUpAgain() {
        var person = people.person(Role.ADMINISTRATOR);
        var browser = people.byPassword(person);
        factors.prepare(person.userName(), Totp.random())
                .then(factors.confirm(person.userName(), 1))
                .block();
        assertThat(get(browser, "/people").getStatus().value()).isEqualTo(200);

        var answer = people.as(Role.ADMINISTRATOR)
                .delete()
                .uri("/api/v1/people/" + person.userName() + "/second-factor")
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value()).isEqualTo(204);
        assertThat(get(browser, "/people").getStatus().value()).isEqualTo(303);
        assertThat(get(people.browser(Role.ADMINISTRATOR), "/audit?action=person.remove-second-factor")
                        .getResponseBody())
                .contains(person.userName());
    }

    @Test
    void whomTheRuleDoesNotConcernShouldNotNotice() {
        assertThat(get(people.byPassword(people.person(Role.OPERATOR)), "/account")
                        .getStatus()
                        .value())
                .isEqualTo(200);
        var administrator = people.person(Role.ADMINISTRATOR);
        assertThat(get(people.browser(administrator), "/people").getStatus().value())
                .as("whom a provider vouches for")
                .isEqualTo(200);
        assertThat(get(people.as(administrator), "/api/v1/me").getStatus().value())
                .as("a token, which was made before")
                .isEqualTo(200);
        assertThat(get(people.client(), "/sign-in").getStatus().value()).isEqualTo(200);
    }

    @Test
    void everybodyShouldMeanEverybodyWithAPassword() {
        ask(new SecondFactorRule(true, Set.of()));
        var viewer = people.byPassword(people.person(Role.VIEWER));
        assertThat(get(viewer, "/account").getStatus().value()).isEqualTo(303);
        assertThat(get(viewer, SETUP).getResponseBody()).contains("everybody who signs in with a password");
        assertThat(get(people.byPassword(people.stranger()), "/account")
                        .getStatus()
                        .value())
                .isEqualTo(303);
    }

    @Test
    void administratorsShouldSayWhoMust() {
        var administrator = people.browser(Role.ADMINISTRATOR);
        assertThat(post(administrator, "/people/second-factor", Map.of("who", "some", "permissions", "APPROVE"))
                        .getStatus()
                        .value())
                .isEqualTo(303);
        assertThat(get(administrator, "/people").getResponseBody()).contains("whoever may approve");
        assertThat(get(administrator, "/audit?action=second-factor").getResponseBody())
                .contains("second-factor.require");
        assertThat(post(administrator, "/people/second-factor", Map.of("who", "some"))
                        .getStatus()
                        .value())
                .as("some, and nobody named")
                .isEqualTo(422);

        var api = people.as(Role.ADMINISTRATOR);
        var answer = api.put()
                .uri("/api/v1/sign-in/second-factor")
                .bodyValue(Map.of("permissions", Set.of("VIEW")))
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value()).isEqualTo(422);
        assertThat(get(api, "/api/v1/sign-in/second-factor").getResponseBody()).contains("\"APPROVE\"");
    }

    private void ask(SecondFactorRule rule) {
        rules.change(rule, people.actor(Role.ADMINISTRATOR)).block();
    }

    private static EntityExchangeResult<String> get(WebTestClient client, String path) {
        return client.get().uri(path).exchange().expectBody(String.class).returnResult();
    }

    private static EntityExchangeResult<String> post(WebTestClient client, String path, Map<String, String> fields) {
        var form = BodyInserters.fromFormData("x", "y");
        for (var field : fields.entrySet()) {
            form = form.with(field.getKey(), field.getValue());
        }
        return client.post()
                .uri(path)
                .body(form)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }
}
