package dev.slipway.cost.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What is told of places that nobody charges for by the hour. */
@PortalTest
class CostPagesTest {

    private final String project = "cost-" + UUID.randomUUID().toString().substring(0, 8);
    private final Definitions definitions;
    private final TestPeople people;
    private final WebTestClient viewer;

    @Autowired
    CostPagesTest(TestPeople people, Definitions definitions) {
        this.people = people;
        this.definitions = definitions;
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void create() {
        var text = """
            project: %s
            title: Shop
            environments:
              dev: {}
              prod: {promotesFrom: [dev]}
            services:
              web:
                placements:
                  dev:
                    target: process
                    settings:
                      command: [java, -jar, app.jar]
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void whatHasNoPriceShouldBeNotKnownRatherThanNothing() {
        viewer.get()
                .uri("/api/v1/projects/" + project + "/cost")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.placements.length()")
                .isEqualTo(1)
                .jsonPath("$.placements[0].now.state")
                .isEqualTo("NOT_KNOWN")
                .jsonPath("$.whole.notKnown")
                .isEqualTo(1)
                .jsonPath("$.currency")
                .isEqualTo("USD")
                .jsonPath("$.hours")
                .isEqualTo(730);
    }

    @Test
    void pageShouldSayThatItIsNotKnown() {
        assertThat(page("/cost")).contains("which is not the same as nothing", "2026-07-07");
    }

    @Test
    void deploymentOfUnchangedSizeShouldShowNoDifference() {
        assertThat(page("/cost/change?environment=dev&service=web")).isBlank();
    }

    @Test
    void unknownProjectShouldNotBeFound() {
        viewer.get()
                .uri("/projects/nothing-here/cost")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private String page(String path) {
        return Objects.requireNonNullElse(
                viewer.get()
                        .uri("/projects/" + project + path)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody(),
                "");
    }
}
