package dev.slipway.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class PipelinePagesTest {

    private final String project = "pipe-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;

    @Autowired
    PipelinePagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
    }

    @BeforeEach
    void project() {
        definitions
                .save(DefinitionEdit.ofNew(project, """
                    project: %s
                    services: {web: {}}
                    pipelines:
                      nightly:
                        title: Every night
                        steps:
                          - name: warm
                            kind: command
                            settings:
                              command: [./warm.sh]
                              environment: {TOKEN: {secret: "env:WARM_TOKEN"}}
                          - {name: check, kind: pre-check, retry: {attempts: 2}}
                    """.formatted(project)), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    private static String body(WebTestClient client, String path) {
        var answer = client.get()
                .uri(path)
                .header("Accept", "text/html")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return answer == null ? "" : answer;
    }

    @Test
    void theListShouldShowTemplatesAndOwnPipelines() {
        assertThat(body(people.browser(Role.VIEWER), "/projects/" + project + "/pipelines"))
                .contains("Every night", "this project, version 1", "Full deploy", "built-in template");
    }

    @Test
    void thePageShouldShowStepsSettingsAndVersions() {
        assertThat(body(people.browser(Role.ADMINISTRATOR), "/projects/" + project + "/pipelines/nightly"))
                .contains("Every night", "./warm.sh", "env:WARM_TOKEN", "after warm", "2 attempts", "Version 1");
        assertThat(body(people.browser(Role.VIEWER), "/projects/" + project + "/pipelines/deploy"))
                .contains("This template comes with Slipway");
    }

    @Test
    void aViewerShouldNotSeeWhereSecretsAre() {
        assertThat(body(people.browser(Role.VIEWER), "/projects/" + project + "/pipelines/nightly"))
                .contains("./warm.sh")
                .doesNotContain("WARM_TOKEN");
        people.as(Role.VIEWER)
                .get()
                .uri("/api/v1/projects/" + project + "/pipelines/nightly")
                .exchange()
                .expectBody()
                .jsonPath("$.steps[0].settings.environment.TOKEN.secret")
                .isEqualTo("hidden");
    }

    @Test
    void theApiShouldTellEachStepWithWhatItWaitsFor() {
        people.as(Role.VIEWER)
                .get()
                .uri("/api/v1/projects/" + project + "/pipelines/deploy")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.builtIn")
                .isEqualTo(true)
                .jsonPath("$.steps[2].name")
                .isEqualTo("deploy")
                .jsonPath("$.steps[2].needs[0]")
                .isEqualTo("migrate")
                .jsonPath("$.steps[2].timeout")
                .isEqualTo("1h");
    }

    @Test
    void whatDoesNotExistShouldBeSaid() {
        for (var path : new String[] {"/pipelines/none", "x/pipelines", "x/pipelines/deploy"}) {
            people.as(Role.VIEWER)
                    .get()
                    .uri("/api/v1/projects/" + project + path)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }
}
