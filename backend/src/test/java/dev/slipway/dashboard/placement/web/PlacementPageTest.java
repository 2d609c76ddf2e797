package dev.slipway.dashboard.placement.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.engine.WorkQueue;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class PlacementPageTest {

    private final String project = "place-" + UUID.randomUUID().toString().substring(0, 8);
    private final String page = "/projects/" + project + "/services/web/environments/dev";
    private final TestPeople people;
    private final Definitions definitions;
    private final DatabaseClient database;
    private final WorkQueue queue;
    private final Clock clock;
    private final WebTestClient viewer;

    @Autowired
    PlacementPageTest(
            TestPeople people, Definitions definitions, DatabaseClient database, WorkQueue queue, Clock clock) {
        this.people = people;
        this.definitions = definitions;
        this.database = database;
        this.queue = queue;
        this.clock = clock;
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void define() {
        var text = """
            project: %s
            environments: {dev: {}, prod: {}}
            services:
              web:
                placements:
                  dev: {target: process, settings: {command: [sleep, "1"], ports: 20000-20001}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void aPlacementShouldHaveItsPageWithWhatHappened() {
        assertThat(text(viewer.get().uri(page).exchange().expectStatus().isOk()))
                .contains("id=\"placement-state\"", "version 1 by", "id=\"printed\"")
                .doesNotContain("Deploy…");
    }

    @Test
    void whereAServiceHasNoPlaceThereShouldBeNoPage() {
        viewer.get()
                .uri(page.replace("/dev", "/prod"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .returnResult();
    }

    @Test
    void whatChangedInTheHourBeforeItBrokeShouldBeTold() {
        var now = clock.instant();
        seen(now.minus(Duration.ofMinutes(30)), "HEALTHY", false);
        seen(now.minus(Duration.ofMinutes(20)), "HEALTHY", true);
        seen(now.minus(Duration.ofMinutes(10)), "UNHEALTHY", true);

        var broke = text(viewer.get().uri(page).exchange().expectStatus().isOk());
        broke = broke.substring(broke.indexOf("id=\"placement-broke\""), broke.indexOf("id=\"placement-happenings\""));
        assertThat(broke)
                .contains("unhealthy", "runs something else than was proven")
                .doesNotContain("version 1 by");
    }

    @Test
    void sourceThatCannotBeReachedShouldBeSaidWithItsReasonAndItsFigureBeUnknown() {
        var other = project + "-q";
        var text = """
            project: %s
            environments: {dev: {}}
            services:
              web:
                queue: {unit: letters, http: "http://127.0.0.1:1/queue", pointer: /waiting}
                placements:
                  dev: {target: process, settings: {command: [sleep, "1"], ports: 20000-20001}}
            """.formatted(other);
        definitions
                .save(DefinitionEdit.ofNew(other, text), people.actor(Role.ADMINISTRATOR))
                .block();
        queue.schedule("health.measure", "Queue", clock.instant()).block();

        Await.until(
                "the queue was asked", Duration.ofSeconds(90), () -> load(other).contains("cannot be asked"));

        assertThat(load(other)).contains("<b>Queue</b>", "unknown", " since ").doesNotContain(" letters");
    }

    private String load(String of) {
        var all = text(viewer.get()
                .uri(page.replace(project, of))
                .exchange()
                .expectStatus()
                .isOk());
        return all.substring(all.indexOf("id=\"placement-load\""), all.indexOf("id=\"charts\""));
    }

    private void seen(Instant at, String health, boolean drifted) {
        database.sql("insert into health_change (project, environment, service, at, health, version, drifted, note)"
                        + " values (:project, 'dev', 'web', :at, :health, '1.0.0', :drifted, '')")
                .bind("project", project)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("health", health)
                .bind("drifted", drifted)
                .then()
                .block();
    }

    private static String text(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNullElse(
                answer.expectBody(String.class).returnResult().getResponseBody(), "");
    }
}
