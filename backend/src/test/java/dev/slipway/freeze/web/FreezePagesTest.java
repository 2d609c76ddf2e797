package dev.slipway.freeze.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.freeze.StopSwitch;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class FreezePagesTest {

    private final String project = "frz-" + UUID.randomUUID().toString().substring(0, 8);
    private final Definitions definitions;
    private final StopSwitch stopSwitch;
    private final TestPeople people;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    FreezePagesTest(TestPeople people, Definitions definitions, StopSwitch stopSwitch) {
        this.people = people;
        this.definitions = definitions;
        this.stopSwitch = stopSwitch;
        operator = people.browser(Role.OPERATOR);
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void create() {
        var text = """
            project: %s
            title: Ice cream
            environments:
              dev: {}
              prod: {promotesFrom: [dev]}
            services:
              web: {}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @AfterEach
    void resume() {
        stopSwitch.resume(people.actor(Role.ADMINISTRATOR)).block();
    }

    @Test
    void madeFreezeShouldBeListedWithItsNextTimes() {
        post(
                        operator,
                        "/freezes/new",
                        "title",
                        "Weekend",
                        "kind",
                        "deny",
                        "environment",
                        "prod",
                        "from",
                        "2099-11-27T16:00",
                        "until",
                        "2099-11-30T08:00",
                        "zone",
                        "Europe/Berlin",
                        "rule",
                        "FREQ=WEEKLY;BYDAY=FR",
                        "reason",
                        "Nobody is there")
                .expectStatus()
                .is3xxRedirection();

        assertThat(page(viewer, "/freezes"))
                .contains("Weekend", "Nobody is there", "Fri 27 Nov 2099 16:00 Europe/Berlin", "FREQ=WEEKLY;BYDAY=FR")
                .doesNotContain("Remove</button>", "New freeze");
    }

    @Test
    void freezeThatCannotBeShouldSayWhatIsWrong() {
        var answer = post(
                        operator,
                        "/freezes/new",
                        "title",
                        "",
                        "from",
                        "2099-11-26T16:00",
                        "until",
                        "2099-11-30T08:00",
                        "zone",
                        "Europe/Berln",
                        "rule",
                        "FREQ=WEEKLY;BYDAY=FR",
                        "reason",
                        "Because")
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("must be a time zone", "must have 1 to 500 characters");
    }

    @Test
    void previewShouldShowTheNextTimesOrSayWhatIsMissing() {
        assertThat(preview("2099-11-27T16:00")).contains("Fri 27 Nov 2099 16:00 UTC", "Fri 4 Dec 2099 16:00 UTC");
        assertThat(preview("2099-11-26T16:00")).contains("the rule says is 2099-11-27T16:00");
        assertThat(preview("")).contains("must be a date and time of day");
    }

    private String preview(String from) {
        var body = post(
                        viewer,
                        "/freezes/preview",
                        "from",
                        from,
                        "until",
                        "2099-11-30T08:00",
                        "rule",
                        "FREQ=WEEKLY;BYDAY=FR")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body);
    }

    @Test
    void lockShouldBeTakenAndOpened() {
        post(operator, "/locks", "environment", "dev", "service", "web", "lasts", "4h", "reason", "Load test")
                .expectStatus()
                .is3xxRedirection();
        var page = page(operator, "/freezes");
        assertThat(page).contains("web in dev", "Load test");

        var id = page.replaceAll("(?s).*/locks/(\\d+)/open.*", "$1");
        post(operator, "/locks/" + id + "/open").expectStatus().is3xxRedirection();

        assertThat(page(viewer, "/freezes")).contains("Nobody keeps anything for themselves");
    }

    @Test
    void stopOfEverythingShouldShowOnEveryPageUntilItIsOver() {
        post(operator, "/freezes/stop", "reason", "Payments answer wrongly", "pauses", "true")
                .expectStatus()
                .is3xxRedirection();
        assertThat(page(viewer, "/jobs")).contains("Everything is stopped.", "Payments answer wrongly");

        post(operator, "/freezes/resume").expectStatus().is3xxRedirection();

        assertThat(page(viewer, "/jobs")).doesNotContain("Everything is stopped.");
    }

    @Test
    void viewerShouldNotStopEverything() {
        post(viewer, "/freezes/stop", "reason", "No").expectStatus().isForbidden();
    }

    private String page(WebTestClient browser, String path) {
        var body = browser.get()
                .uri("/projects/" + project + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body);
    }

    private WebTestClient.ResponseSpec post(WebTestClient browser, String path, String... form) {
        var data = new LinkedMultiValueMap<String, String>();
        for (var i = 0; i < form.length; i += 2) {
            data.add(form[i], form[i + 1]);
        }
        return browser.post()
                .uri("/projects/" + project + path)
                .body(BodyInserters.fromFormData(data))
                .exchange();
    }
}
