package dev.slipway.dashboard.grid.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Account;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs of a person keep views of the grid for them, and reach nobody else's. */
@PortalTest
class SavedViewApiTest {

    private static final String VIEWS = "/api/v1/grid/views";

    private final TestPeople people;
    private final Account person;
    private final WebTestClient program;

    @Autowired
    SavedViewApiTest(TestPeople people) {
        this.people = people;
        person = people.person(Role.VIEWER);
        program = people.as(person);
    }

    @Test
    void aViewShouldBeListedChangedAndRemoved() {
        var made = ask(
                HttpMethod.POST,
                VIEWS,
                201,
                "{\"name\": \"Mine\", \"query\": \"group=team&nonsense=1\", \"first\": true}");
        assertThat(made.path("query").asString()).isEqualTo("group=team");
        assertThat(made.path("address").asString()).isEqualTo("/grid?group=team");
        var one = VIEWS + "/" + made.path("id").asLong();

        var changed = ask(
                HttpMethod.PUT,
                one,
                200,
                "{\"name\": \"Ours\", \"query\": \"q=web\", \"first\": false, \"version\": 1}");
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        assertThat(ask(HttpMethod.GET, VIEWS, 200, null)
                        .valueStream()
                        .map(view -> view.path("name").asString()))
                .containsExactly("Ours");
        assertThat(page("/grid")).contains("Ours");

        ask(HttpMethod.DELETE, one, 204, null);
        assertThat(ask(HttpMethod.GET, VIEWS, 200, null)).isEmpty();
    }

    @Test
    void aChangeOfWhatWasChangedMeanwhileShouldBeRefused() {
        var one = VIEWS + "/"
                + ask(HttpMethod.POST, VIEWS, 201, "{\"name\": \"One\", \"query\": \"q=a\"}")
                        .path("id")
                        .asLong();
        ask(HttpMethod.PUT, one, 200, "{\"name\": \"One\", \"query\": \"q=b\", \"version\": 1}");

        ask(HttpMethod.PUT, one, 412, "{\"name\": \"One\", \"query\": \"q=c\", \"version\": 1}");

        ask(HttpMethod.POST, VIEWS, 201, "{\"name\": \"Two\", \"query\": \"q=d\"}");
        var taken = ask(HttpMethod.PUT, one, 422, "{\"name\": \"two\", \"query\": \"q=b\", \"version\": 2}");
        assertThat(taken.at("/problems/0/field").asString()).isEqualTo("name");
    }

    @Test
    void nobodyShouldReachAViewOfSomebodyElse() {
        var theirs = VIEWS + "/"
                + ask(HttpMethod.POST, VIEWS, 201, "{\"name\": \"Theirs\", \"query\": \"q=a\"}")
                        .path("id")
                        .asLong();
        var other = people.as(people.person(Role.ADMINISTRATOR));

        assertThat(ask(other, HttpMethod.GET, VIEWS, 200, null)).isEmpty();
        ask(other, HttpMethod.PUT, theirs, 404, "{\"name\": \"Mine\", \"version\": 1}");
        ask(other, HttpMethod.DELETE, theirs, 404, null);
    }

    private JsonNode ask(HttpMethod method, String path, int status, @Nullable String body) {
        return ask(program, method, path, status, body);
    }

    private static JsonNode ask(WebTestClient as, HttpMethod method, String path, int status, @Nullable String body) {
        var request = as.method(method).uri(path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        var answer = request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(Objects.requireNonNullElse(answer, "[]"));
    }

    private String page(String path) {
        return Objects.requireNonNull(people.browser(person)
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
