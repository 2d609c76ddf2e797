package dev.slipway.delivery.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.HtmlUtils;

/** From each figure of a pipeline one link leads to its jobs. */
@PortalTest
class DeliveryPagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*/delivery/jobs\\?[^\"]*)\"");

    private final String project = "delivery-" + UUID.randomUUID().toString().substring(0, 8);
    private final String page = "/projects/" + project + "/delivery";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    DeliveryPagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.as(Role.OPERATOR);
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void runTheJobs() {
        var text = """
            project: %s
            environments: {dev: {}, prod: {promotesFrom: [dev]}}
            services: {web: {}}
            pipelines:
              pause:
                steps:
                  - {name: pause, title: "A short pause", kind: wait, settings: {for: 50ms}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
        for (var number = 1; number <= 2; number++) {
            run(number);
        }
    }

    @Test
    void eachDurationShouldLeadToItsJobs() {
        var links = links(read(page + "?environment=dev&days=7"));

        // All jobs, the point of the day (or of two, at midnight) and the step.
        assertThat(links)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(link -> assertThat(link).contains("environment=dev", "days=7", "pipeline=pause"));
        assertThat(links).anySatisfy(link -> assertThat(link).contains("&step="));
        assertThat(links).anySatisfy(link -> assertThat(link).contains("&on="));
        assertThat(links).allSatisfy(link -> assertThat(read(link)).contains("/projects/" + project + "/jobs/"));
        assertThat(read(links.stream()
                        .filter(link -> link.contains("&step="))
                        .findFirst()
                        .orElseThrow()))
                .contains("A short pause", "2 runs", "#1", "#2", "environment=dev&amp;days=7");
    }

    @Test
    void jobsOfOthersShouldNotBeAmongThem() {
        assertThat(read(page + "/jobs?environment=prod&pipeline=pause")).contains("None in that time");
        assertThat(read(page + "/jobs?environment=dev&pipeline=deploy")).contains("None in that time");
        assertThat(read(page + "/jobs?environment=dev&pipeline=pause&step=other"))
                .contains("None in that time");
    }

    @Test
    void aDayThatIsNotAskedAboutShouldBeRefused() {
        for (var on : List.of("2020-01-01", "9999-12-31")) {
            for (var path : List.of("/deployments?of=proven", "/jobs?pipeline=pause")) {
                viewer.get()
                        .uri(page + path + "&on=" + on)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(422);
            }
        }
        viewer.get()
                .uri(page + "/jobs?pipeline=pause&on=yesterday")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void programsShouldReadTheSame() {
        people.as(Role.VIEWER)
                .get()
                .uri("/api/v1" + page + "/jobs?environment=dev&pipeline=pause")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(2)
                .jsonPath("$.runs[0].environment")
                .isEqualTo("dev");
    }

    private void run(int number) {
        operator.post()
                .uri("/api/v1/projects/" + project + "/jobs")
                .bodyValue(Map.of("pipeline", "pause", "environment", "dev"))
                .exchange()
                .expectStatus()
                .isCreated();
        Await.until(
                "job " + number + " ends",
                Duration.ofSeconds(60),
                () -> read("/api/v1/projects/" + project + "/jobs/" + number).contains("\"state\":\"ENDED\""));
    }

    private static List<String> links(String html) {
        return LINK.matcher(html)
                .results()
                .map(found -> HtmlUtils.htmlUnescape(found.group(1)))
                .distinct()
                .toList();
    }

    private String read(String path) {
        var body = viewer.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return body == null ? "" : body;
    }
}
