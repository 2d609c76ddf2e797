package dev.slipway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.GroupChanges;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalEnvironment;
import dev.slipway.testing.PortalTest;
import dev.slipway.testing.TestProvider;
import dev.slipway.testing.TestProvider.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules from claims to roles and groups: kept in versions, tried before they hold, followed at each sign-in. */
@PortalTest
class SignInRulesTest {

    private static final TestProvider PROVIDER = PortalEnvironment.PROVIDER;
    private static final String RULES = "/api/v1/sign-in/rules";

    private final String portal;
    private final TestPeople people;
    private final Groups groups;
    private final GroupChanges changes;

    @Autowired
    SignInRulesTest(Environment environment, TestPeople people, Groups groups, GroupChanges changes) {
        this.portal = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        this.people = people;
        this.groups = groups;
        this.changes = changes;
    }

    @Test
    void theHighestRoleOfAllRulesThatConcernSomebodyShouldBeTheirs() {
        var team = unique();
        keep(rule("groups", team, Role.VIEWER, null), rule("department", "Pay*", Role.OPERATOR, null));
        var ada = Person.of(unique(), "Ada", team);
        assertThat(signIn(ada).get("/account").body()).contains("viewer");
        var payments = signIn(ada.with("department", "Payments"));
        assertThat(payments.get("/account").body()).contains("operator");
        assertThat(signIn(ada).get("/account").body())
                .as("no longer in payments")
                .contains("viewer");
    }

    @Test
    void groupsByRuleShouldComeAndGoAndThoseByHandStay() {
        var team = unique();
        var byRule = group();
        var byHand = group();
        keep(rule("groups", team, Role.VIEWER, byRule), rule("groups", team + "-others", Role.VIEWER, null));
        var ada = Person.of(unique(), "Ada", team);
        signIn(ada);
        assertThat(members(byRule)).containsExactly(ada.subject());
        changes.join(byHand, ada.subject(), people.actor(Role.ADMINISTRATOR)).block();

        signIn(Person.of(ada.subject(), "Ada", team + "-others"));
        assertThat(members(byRule)).isEmpty();
        assertThat(members(byHand)).containsExactly(ada.subject());
    }

    @Test
    void aPreviewShouldSayWhatWouldBeGivenAndWhy() {
        var team = unique();
        var group = group();
        keep(rule("groups", team, Role.OPERATOR, group));
        var known = preview(Map.of("provider", "testing", "groups", List.of(team)));
        assertThat(known.path("admitted").asBoolean()).isTrue();
        assertThat(known.path("role").asString()).isEqualTo("OPERATOR");
        assertThat(known.path("because").path(0).asString()).contains(team);
        assertThat(known.path("groups").has(group)).isTrue();

        var unknown = preview(Map.of("provider", "testing", "groups", List.of("another")));
        assertThat(unknown.path("admitted").asBoolean()).isFalse();

        var draft = preview(Map.of(
                "provider", "testing",
                "claims", Map.of("realm", Map.of("roles", List.of("boss"))),
                "rules", List.of(rule("realm.roles", "boss", Role.ADMINISTRATOR, null))));
        assertThat(draft.path("role").asString()).isEqualTo("ADMINISTRATOR");
    }

    @Test
    void aChangeOfRulesThatSomebodyElseChangedShouldBeRefused() {
        var version = version();
        put(version, List.of()).expectStatus().isOk();
        put(version, List.of()).expectStatus().isEqualTo(409);
    }

    @Test
    void rulesThatGiveNothingOrToEverybodyShouldBeRefused() {
        put(version(), List.of(rule("groups", "team", null, null)))
                .expectStatus()
                .isEqualTo(422);
        put(version(), List.of(rule("groups", "*", Role.VIEWER, null)))
                .expectStatus()
                .isEqualTo(422);
        put(version(), List.of(rule("groups", "team", null, "no-such-group")))
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void everyVersionShouldBeKeptAndAudited() {
        var team = unique();
        keep(rule("groups", team, Role.VIEWER, null));
        keep();
        people.as(Role.ADMINISTRATOR)
                .get()
                .uri(RULES + "/versions")
                .exchange()
                .expectBody(String.class)
                .value(versions -> assertThat(versions).contains(team));
        people.as(Role.ADMINISTRATOR)
                .get()
                .uri("/api/v1/audit?action=sign-in")
                .exchange()
                .expectBody(String.class)
                .value(events ->
                        assertThat(events).contains("sign-in.change-rules").contains(team));
    }

    @Test
    void thePagesShouldShowAndTryTheRules() {
        var team = unique();
        keep(rule("groups", team, Role.OPERATOR, null));
        var browser = people.browser(Role.ADMINISTRATOR);
        browser.get()
                .uri("/people/sign-in-rules")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains(team).contains("operator"));
        browser.post()
                .uri("/people/sign-in-rules/preview")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("provider=testing&groups=" + team)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("They would come in"));
    }

    private TestBrowser signIn(Person person) {
        PROVIDER.signsIn(person);
        var browser = new TestBrowser(portal);
        assertThat(browser.follow("/sign-in/testing").statusCode()).isEqualTo(200);
        return browser;
    }

    @SafeVarargs
    private void keep(Map<String, Object>... rules) {
        put(version(), List.of(rules)).expectStatus().isOk();
    }

    private int version() {
        return json(people.as(Role.ADMINISTRATOR).get().uri(RULES).exchange())
                .path("version")
                .asInt();
    }

    private WebTestClient.ResponseSpec put(int version, List<Map<String, Object>> rules) {
        return people.as(Role.ADMINISTRATOR)
                .put()
                .uri(RULES)
                .bodyValue(Map.of("version", version, "rules", rules))
                .exchange();
    }

    private JsonNode preview(Map<String, Object> somebody) {
        return json(people.as(Role.ADMINISTRATOR)
                .post()
                .uri(RULES + "/preview")
                .bodyValue(somebody)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private static JsonNode json(WebTestClient.ResponseSpec answer) {
        return JsonMapper.shared().readTree(answer.expectBody().returnResult().getResponseBodyContent());
    }

    private String group() {
        var key = "g" + unique().substring(0, 8);
        changes.add(key, key, people.actor(Role.ADMINISTRATOR)).block();
        return key;
    }

    private List<String> members(String group) {
        return groups.find(group).blockOptional().orElseThrow().members();
    }

    private static Map<String, Object> rule(String claim, String value, @Nullable Role role, @Nullable String group) {
        var rule = new HashMap<String, Object>();
        rule.put("claim", claim);
        rule.put("value", value);
        if (role != null) {
            rule.put("role", role);
        }
        if (group != null) {
            rule.put("group", group);
        }
        return rule;
    }

    private static String unique() {
        return "t" + UUID.randomUUID();
    }
}
