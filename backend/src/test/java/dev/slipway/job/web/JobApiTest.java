package dev.slipway.job.web;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class JobApiTest {

    private final String project = "job-" + UUID.randomUUID().toString().substring(0, 8);
    private final String all = "/api/v1/projects/" + project + "/jobs";
    private final TestPeople people;
    private final Definitions definitions;
    private final WebTestClient operator;
    private final WebTestClient viewer;

    @Autowired
    JobApiTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        operator = people.as(Role.OPERATOR);
        viewer = people.as(Role.VIEWER);
    }

    @BeforeEach
    void project() {
        var text = """
            project: %s
            environments: {dev: {}}
            services: {web: {}}
            pipelines:
              pause:
                steps:
                  - {name: pause, kind: wait, settings: {for: 50ms}}
              ask:
                steps:
                  - {name: ask, kind: manual, settings: {question: "Is it good?"}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void jobShouldBeStartedOnceForAKeyAndShownByIdAndNumber() {
        var body = Map.of("pipeline", "pause", "environment", "dev");

        start(body, "key-1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.number")
                .isEqualTo(1);
        start(body, "key-1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.number")
                .isEqualTo(1);
        start(Map.of("pipeline", "ask", "environment", "dev"), "key-1")
                .expectStatus()
                .isEqualTo(409);

        Await.until("the job ends", Duration.ofSeconds(60), () -> shown(1).contains("\"state\":\"ENDED\""));
        viewer.get()
                .uri(all + "/1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.verdict.outcome")
                .isEqualTo("SUCCEEDED")
                .jsonPath("$.steps[0].state")
                .isEqualTo("SUCCEEDED");
        viewer.get()
                .uri("/api/v1/jobs?project=" + project + "&q=pause&limit=1")
                .exchange()
                .expectBody()
                .jsonPath("$.jobs.length()")
                .isEqualTo(1);
        viewer.get()
                .uri("/api/v1/jobs?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void questionShouldBeAnsweredAndAnEndedJobRunAgain() {
        start(Map.of("pipeline", "ask", "environment", "dev"), "key-2")
                .expectStatus()
                .isCreated();
        Await.until("it asks", Duration.ofSeconds(60), () -> shown(1).contains("DECIDING"));
        var id = shown(1).replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");

        post("/api/v1/jobs/" + id + "/steps/ask/decision", Map.of("choice", "continue"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems[0].field")
                .isEqualTo("choice");
        post("/api/v1/jobs/" + id + "/cancel", Map.of("reason", "Enough"))
                .expectStatus()
                .isOk();
        Await.until("the job ends", Duration.ofSeconds(60), () -> shown(1).contains("\"state\":\"ENDED\""));
        post("/api/v1/jobs/" + id + "/rerun", Map.of())
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.asked.rerunOf")
                .isEqualTo(1);
    }

    @Test
    void everythingWrongShouldBeNamedAndViewersRefused() {
        start(Map.of("onFailure", "SHRUG"), "key-3")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.problems.length()")
                .isEqualTo(3);
        start(Map.of("pipeline", "absent", "environment", "dev"), "key-4")
                .expectStatus()
                .isEqualTo(422);
        viewer.post()
                .uri(all)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("pipeline", "pause", "environment", "dev"))
                .exchange()
                .expectStatus()
                .isForbidden();
        viewer.get().uri(all + "/99").exchange().expectStatus().isNotFound();
    }

    private WebTestClient.ResponseSpec start(Map<String, ?> body, String key) {
        return operator.post()
                .uri(all)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String path, Map<String, ?> body) {
        return operator.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private String shown(long number) {
        return String.valueOf(viewer.get()
                .uri(all + "/" + number)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
