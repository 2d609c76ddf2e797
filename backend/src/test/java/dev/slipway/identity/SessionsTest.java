package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** People see and end their sessions one by one; administrators those of anybody. */
@PortalTest
class SessionsTest {

    private static final Pattern END = Pattern.compile("/sessions/([0-9a-f]{64})/end");

    private final TestPeople people;

    @Autowired
    SessionsTest(TestPeople people) {
        this.people = people;
    }

    @Test
    void aPersonShouldEndOneOfTheirSessionsAndStayWhereTheyAre() {
        var person = people.person(Role.VIEWER);
        var other = people.browser(person);
        var elsewhere = id(page(other, "/account"), "/account");
        var here = people.browser(person);
        assertThat(page(here, "/account")).contains("2 places").contains(">here<");

        here.post()
                .uri("/account/sessions/" + elsewhere + "/end")
                .exchange()
                .expectStatus()
                .isSeeOther();
        assertThat(status(other)).isNotEqualTo(200);
        assertThat(status(here)).isEqualTo(200);
    }

    @Test
    void nobodyShouldEndTheSessionOfSomebodyElse() {
        var person = people.person(Role.VIEWER);
        var theirs = people.browser(person);
        var id = id(page(theirs, "/account"), "/account");
        people.browser(people.person(Role.OPERATOR))
                .post()
                .uri("/account/sessions/" + id + "/end")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(status(theirs)).isEqualTo(200);
    }

    @Test
    void anAdministratorShouldEndAnySessionAndAll() {
        var person = people.person(Role.VIEWER);
        var path = "/people/" + person.userName() + "/sessions";
        var administrator = people.browser(Role.ADMINISTRATOR);
        var first = people.browser(person);
        var id = id(page(administrator, path), path);
        administrator
                .post()
                .uri(path + "/" + id + "/end")
                .exchange()
                .expectStatus()
                .isSeeOther();
        assertThat(status(first)).isNotEqualTo(200);

        var second = people.browser(person);
        var third = people.browser(person);
        administrator.post().uri(path + "/end").exchange().expectStatus().isSeeOther();
        assertThat(status(second)).isNotEqualTo(200);
        assertThat(status(third)).isNotEqualTo(200);
        assertThat(page(administrator, path)).contains("They are not signed in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "*/*"})
    void anOpenStreamShouldEndWithItsSession(String accepted) {
        var person = people.person(Role.VIEWER);
        var stream = people.browser(person)
                .get()
                .uri("/inbox/live")
                .headers(headers -> headers.set("Accept", accepted))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        var ended = stream.ignoreElements().onErrorComplete().toFuture();
        people.browser(Role.ADMINISTRATOR)
                .post()
                .uri("/people/" + person.userName() + "/sessions/end")
                .exchange()
                .expectStatus()
                .isSeeOther();
        assertThat(ended).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void anOpenStreamShouldEndWhenItsReaderMaySomethingElse() {
        var person = people.person(Role.VIEWER);
        var bySession = ended(people.browser(person));
        var byToken = ended(people.as(person));
        people.as(Role.ADMINISTRATOR)
                .post()
                .uri("/api/v1/grants")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"person\": \"" + person.userName() + "\", \"role\": \"operator\"}")
                .exchange()
                .expectStatus()
                .isCreated();
        assertThat(bySession).succeedsWithin(Duration.ofMinutes(1));
        assertThat(byToken).succeedsWithin(Duration.ofMinutes(1));
    }

    private static CompletableFuture<@Nullable Boolean> ended(WebTestClient client) {
        return client.get()
                .uri("/inbox/live")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .then(Mono.just(true))
                .onErrorReturn(true)
                .toFuture();
    }

    private static String page(WebTestClient browser, String path) {
        return Objects.requireNonNull(browser.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static int status(WebTestClient browser) {
        HttpStatusCode status = browser.get()
                .uri("/account")
                .exchange()
                .returnResult(Void.class)
                .getStatus();
        return status.value();
    }

    private static String id(String page, String path) {
        var found = END.matcher(page);
        assertThat(found.find()).as("a session on %s", path).isTrue();
        return found.group(1);
    }
}
