package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@PortalTest
class ErrorsTest {

    private final TestPeople people;

    @Autowired
    ErrorsTest(TestPeople people) {
        this.people = people;
    }

    @Test
    void brokenJsonShouldBeToldWithItsPlace() {
        problem(post(viewer(), "{\n  \"title\": \"a\",\n  oops }", MediaType.APPLICATION_JSON), 400)
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("line 3"));
    }

    @Test
    void aWrongTypeInJsonShouldNameTheField() {
        problem(post(viewer(), "{\"title\": \"a\", \"expiresAt\": \"tomorrow\"}", MediaType.APPLICATION_JSON), 400)
                .jsonPath("$.problems[0].field")
                .isEqualTo("expiresAt");
    }

    @Test
    void aRuleShouldNameFieldRuleAndRemedy() {
        problem(post(viewer(), "{\"title\": \"a\"}", MediaType.APPLICATION_JSON), 422)
                .jsonPath("$.problems[0].field")
                .isEqualTo("expiresAt")
                .jsonPath("$.problems[0].rule")
                .isNotEmpty()
                .jsonPath("$.problems[0].remedy")
                .isNotEmpty();
    }

    @Test
    void aWrongTypeInTheQueryShouldNameTheParameter() {
        problem(get(viewer(), "/api/v1/audit?limit=many"), 400)
                .jsonPath("$.problems[0].field")
                .isEqualTo("limit");
    }

    @Test
    void anotherMethodShouldBeRefusedWithThoseAllowed() {
        var answer = viewer().put().uri("/api/v1/me").exchange();
        answer.expectHeader().valueMatches(HttpHeaders.ALLOW, ".*GET.*");
        problem(answer, 405);
    }

    @Test
    void anotherContentTypeShouldBeRefused() {
        problem(post(viewer(), "title=a", MediaType.TEXT_PLAIN), 415);
    }

    @Test
    void aLargeBodyShouldBeRefused() {
        problem(post(viewer(), "\"" + "x".repeat(5_000_000) + "\"", MediaType.APPLICATION_JSON), 413);
    }

    @Test
    void anUnknownAddressShouldBeToldToProgramsAndPeople() {
        problem(get(viewer(), "/api/v1/nothing"), 404).jsonPath("$.instance").isEqualTo("/api/v1/nothing");
        people.browser(Role.VIEWER)
                .get()
                .uri("/nothing")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<main").contains("nothing at this address"));
    }

    @Test
    void aMissingPermissionShouldBeNamedWithWhoCanGrantIt() {
        people.actor(Role.ADMINISTRATOR);
        var browser = people.browser(Role.VIEWER);
        browser.get()
                .uri("/people")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("ADMINISTER").contains("Test administrator"));
        browser.get()
                .uri("/people")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(String.class)
                .value(fragment -> assertThat(fragment).startsWith("<div class=\"problem\""));
    }

    @Test
    void whoIsNotSignedInShouldBeToldSoInTheirLanguage() {
        var program = get(people.client(), "/api/v1/me");
        program.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"slipway\"");
        problem(program, 401);
        people.client()
                .get()
                .uri("/people")
                .header("HX-Request", "true")
                .header("HX-Current-URL", "http://localhost/people?x=1")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("HX-Redirect", "/sign-in?continue=%2Fpeople%3Fx%3D1");
        people.client()
                .get()
                .uri("/people")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aRequestIdShouldBeKeptIfItIsHarmless() {
        viewer().get()
                .uri("/api/v1/me")
                .header("X-Request-Id", "trace-0815-4711")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "trace-0815-4711");
        viewer().get()
                .uri("/api/v1/me")
                .header("X-Request-Id", "<script>")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f]{16}");
    }

    @Test
    void everyAnswerShouldCarryTheSecurityHeaders() {
        for (var path : new String[] {"/sign-in", "/static/css/slipway.css", "/health", "/api/v1/me"}) {
            get(people.client(), path)
                    .expectHeader()
                    .valueMatches("Content-Security-Policy", "default-src 'none'; script-src 'self';.*")
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("X-Frame-Options", "DENY")
                    .expectHeader()
                    .exists("Permissions-Policy");
        }
        get(people.client(), "/sign-in").expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Test
    void staticFilesShouldBeKeptByBrowsersAndKnownByTheirContent() {
        var fresh =
                get(people.client(), "/static/css/slipway.css").expectStatus().isOk();
        var tag = fresh.returnResult(Void.class).getResponseHeaders().getETag();
        people.client()
                .get()
                .uri("/static/css/slipway.css")
                .header(HttpHeaders.IF_NONE_MATCH, String.valueOf(tag))
                .exchange()
                .expectStatus()
                .isNotModified();
        get(people.client(), "/static/css/slipway.css?v=abc")
                .expectHeader()
                .valueMatches(HttpHeaders.CACHE_CONTROL, ".*max-age=31536000.*immutable.*");
    }

    private WebTestClient viewer() {
        return people.as(Role.VIEWER);
    }

    private static ResponseSpec get(WebTestClient client, String path) {
        return client.get().uri(path).exchange();
    }

    private static ResponseSpec post(WebTestClient client, String body, MediaType type) {
        return client.post()
                .uri("/api/v1/tokens")
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.BodyContentSpec problem(ResponseSpec answer, int status) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.requestId")
                .isNotEmpty()
                .jsonPath("$.trace")
                .doesNotExist();
    }
}
