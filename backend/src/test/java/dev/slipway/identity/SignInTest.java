package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditRecord;
import dev.slipway.audit.AuditTrail;
import dev.slipway.testing.PortalTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class SignInTest {

    private static final String PASSWORD = "four words only mine";

    private final TestPeople people;
    private final PasswordChanges changes;
    private final AuditTrail audit;

    @Autowired
    SignInTest(TestPeople people, PasswordChanges changes, AuditTrail audit) {
        this.people = people;
        this.changes = changes;
        this.audit = audit;
    }

    private List<String> recorded(String action) {
        return Objects.requireNonNull(audit.find(new AuditFilter(null, null, action, null), 100)
                .map(AuditRecord::subject)
                .collectList()
                .block());
    }

    @Test
    void refusedSignInShouldGoOnRecordWithoutWhatWasTypedAsAName() {
        var person = withPassword(Role.VIEWER);
        Browser.open(people.client()).signIn(person.userName(), "not the password", "/");
        Browser.open(people.client()).signIn("perhaps-a-password", "not the password", "/");

        assertThat(recorded("person.refuse-sign-in"))
                .contains("person " + person.userName(), "somebody unknown")
                .noneMatch(subject -> subject.contains("perhaps-a-password"));
    }

    @Test
    void signOutShouldGoOnRecord() {
        var person = people.person(Role.VIEWER);

        people.browser(person).post().uri("/sign-out").exchange().expectStatus().is3xxRedirection();

        assertThat(recorded("person.sign-out")).containsOnlyOnce("person " + person.userName());
    }

    @Test
    void signInShouldLeadBackToThePageAskedFor() {
        var person = withPassword(Role.VIEWER);
        var form = Browser.open(people.client());
        var answer = form.signIn(person.userName(), PASSWORD, "/account?tab=tokens");
        answer.expectStatus().isSeeOther().expectHeader().location("/account?tab=tokens");
        var cookie = Objects.requireNonNull(
                answer.returnResult(Void.class).getResponseCookies().getFirst("slipway-session"));
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
    }

    @Test
    void wrongPasswordAndUnknownPersonShouldGetTheSameAnswer() {
        var person = withPassword(Role.VIEWER);
        for (var name : new String[] {person.userName(), "nobody-by-this-name"}) {
            Browser.open(people.client())
                    .signIn(name, "not the password", "/")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody(String.class)
                    .value(page ->
                            assertThat(page).contains("do not belong together").contains(name));
        }
    }

    @Test
    void aPageShouldSendPeopleToSignIn() {
        people.client()
                .get()
                .uri("/account?tab=tokens")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/sign-in?continue=%2Faccount%3Ftab%3Dtokens");
    }

    @Test
    void aFormWithoutItsTokenShouldBeRefused() {
        people.client()
                .post()
                .uri("/sign-in")
                .body(BodyInserters.fromFormData("userName", "a").with("password", "b"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private Account withPassword(Role role) {
        var person = people.person(role);
        changes.hash("password", PASSWORD, person.userName())
                .flatMap(hash -> changes.set(person.userName(), hash, null, people.actor(Role.ADMINISTRATOR)))
                .block();
        return person;
    }

    /** What a browser keeps between the form and its answer. */
    record Browser(WebTestClient client, String visitor, String csrf) {

        static Browser open(WebTestClient client) {
            var page = client.get()
                    .uri("/sign-in")
                    .accept(MediaType.TEXT_HTML)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .returnResult();
            var csrf = Objects.requireNonNull(page.getResponseBody())
                    .replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            return new Browser(
                    client,
                    Objects.requireNonNull(page.getResponseCookies().getFirst("slipway-visitor"))
                            .getValue(),
                    csrf);
        }

        WebTestClient.ResponseSpec signIn(String userName, String password, String to) {
            return send(
                    "/sign-in",
                    BodyInserters.fromFormData("userName", userName)
                            .with("password", password)
                            .with("to", to));
        }

        WebTestClient.ResponseSpec send(String path, BodyInserters.FormInserter<String> form) {
            return client.post()
                    .uri(path)
                    .cookie("slipway-visitor", visitor)
                    .accept(MediaType.TEXT_HTML)
                    .body(form.with("_csrf", csrf))
                    .exchange();
        }
    }
}
