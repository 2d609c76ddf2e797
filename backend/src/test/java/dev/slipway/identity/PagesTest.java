package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class PagesTest {

    private final TestPeople people;

    @Autowired
    PagesTest(TestPeople people) {
        this.people = people;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/people",
                "/people/sign-in-rules",
                "/access",
                "/groups",
                "/reviews",
                "/account",
                "/account/tokens",
                "/account/access",
                "/audit",
                "/audit?action=nothing",
                "/audit/verify",
                "/api"
            })
    void pagesShouldShowWithoutInlineScriptOrStyle(String path) {
        page(people.browser(Role.ADMINISTRATOR), path)
                .value(html -> assertThat(html)
                        .contains("<main")
                        .doesNotContainIgnoringCase("<style")
                        .doesNotContainPattern("\\s(style|on[a-z]+)=\"")
                        .doesNotContain("<script>"));
    }

    @Test
    void anAdministratorShouldAddAPersonWhoThenChoosesAPassword() {
        var admin = people.browser(Role.ADMINISTRATOR);
        var html = admin.post()
                .uri("/people")
                .body(BodyInserters.fromFormData("userName", "Grace")
                        .with("name", "Grace Hopper")
                        .with("role", "OPERATOR"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(html).containsPattern("http://localhost:\\d+/password/[A-Za-z0-9_-]{43}");
        var link = String.valueOf(html).replaceAll("(?s).*(/password/[A-Za-z0-9_-]{43}).*", "$1");

        var browser = SignInTest.Browser.open(people.client());
        browser.send(link, form("short", "short")).expectStatus().isEqualTo(422);
        browser.send(link, form("four words only mine", "others"))
                .expectStatus()
                .isEqualTo(422);
        browser.send(link, form("four words only mine", "four words only mine"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/");
        browser.send(link, form("another four words", "another four words"))
                .expectStatus()
                .isNotFound();
        page(admin, "/people").value(shown -> assertThat(shown).contains("Grace Hopper"));
        page(admin, "/audit?action=person")
                .value(shown -> assertThat(shown).contains("person.add").contains("person grace"));
    }

    @Test
    void theApiShouldDescribeItself() {
        people.as(Role.VIEWER)
                .get()
                .uri("/api/v1/openapi")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.openapi")
                .value(version -> assertThat(version.toString()).startsWith("3.1"))
                .jsonPath("$.paths['/api/v1/tokens'].post.responses.default['$ref']")
                .isEqualTo("#/components/responses/Problem")
                .jsonPath("$.components.schemas.Problem.properties.problems")
                .exists();
        page(people.as(Role.VIEWER), "/api/v1/openapi.yaml")
                .value(yaml -> assertThat(yaml).contains("openapi: 3.1").contains("/api/v1/audit"));
        page(people.browser(Role.VIEWER), "/api")
                .value(html -> assertThat(html).contains("/api/v1/audit").contains("release pipeline"));
    }

    @Test
    void aTokenShouldBeShownOnce() {
        var person = people.browser(people.person(Role.OPERATOR));
        var html = String.valueOf(person.post()
                .uri("/account/tokens")
                .body(BodyInserters.fromFormData("title", "build server")
                        .with("permissions", "VIEW")
                        .with("permissions", "RELEASE")
                        .with("days", "30"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(html).containsPattern("slw_[A-Za-z0-9_-]{43}");
        page(person, "/account/tokens")
                .value(shown ->
                        assertThat(shown).contains("build server").doesNotContainPattern("slw_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void nobodyShouldGiveATokenMoreThanTheyMay() {
        people.browser(Role.VIEWER)
                .post()
                .uri("/account/tokens")
                .header("HX-Request", "true")
                .body(BodyInserters.fromFormData("title", "too much").with("permissions", "DEPLOY"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .value(fragment -> assertThat(fragment)
                        .startsWith("<div class=\"problem\"")
                        .contains("data-field=\"permissions\""));
    }

    private static BodyInserters.FormInserter<String> form(String password, String again) {
        return BodyInserters.fromFormData("password", password).with("again", again);
    }

    private static WebTestClient.BodySpec<String, ?> page(WebTestClient client, String path) {
        return client.get().uri(path).exchange().expectStatus().isOk().expectBody(String.class);
    }
}
