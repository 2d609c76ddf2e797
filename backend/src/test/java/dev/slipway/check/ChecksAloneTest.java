package dev.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.engine.Lease;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.job.JobFilter;
import dev.slipway.job.Jobs;
import dev.slipway.release.NewRelease;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Checks asked for alone and made by schedule; the release is an image, which the process target cannot run. */
@PortalTest
class ChecksAloneTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String project = "chk-" + UUID.randomUUID().toString().substring(0, 8);
    private final String home = "/projects/" + project;

    @Autowired
    TestPeople people;

    @Autowired
    Definitions definitions;

    @Autowired
    ReleaseRegister releases;

    @Autowired
    CheckSchedule schedule;

    @Autowired
    Jobs jobs;

    @BeforeEach
    void project() {
        var text = """
            project: %s
            environments: {dev: {}, prod: {checks: {schedule: 6h, severity: {"release": off}}}}
            services:
              web:
                placements:
                  dev: {target: process, settings: {command: [./run]}}
                  prod: {target: process, settings: {command: [./run]}}
            """.formatted(project);
        var admin = people.actor(Role.ADMINISTRATOR);
        definitions.save(DefinitionEdit.ofNew(project, text), admin).block();
        var image = new NewRelease.NewArtifact(
                "app", ArtifactReference.Kind.IMAGE, null, "ghcr.io/shop/web", Digest.of(new byte[] {1}));
        releases.register(new NewRelease(project, "web", "1.0.0", List.of(image), null, null, Map.of(), null), admin)
                .block();
    }

    @Test
    void runsShouldBeStartedAloneKeptAndCompared() {
        for (var number = 1; number <= 2; number++) {
            people.as(Role.OPERATOR)
                    .post()
                    .uri("/api/v1" + home + "/environments/dev/checks")
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody()
                    .jsonPath("$.number")
                    .isEqualTo(number);
            ended(number);
        }

        people.as(Role.VIEWER)
                .get()
                .uri("/api/v1" + home + "/jobs/2/checks")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.rows[?(@.now.check == 'release')].change")
                .isEqualTo("SAME")
                .jsonPath("$.rows[?(@.now.check == 'release')].now.result")
                .isEqualTo("PASS");
        assertThat(page(home + "/jobs/2/checks?with=1")).contains("Against #1: 0 new, 0 gone, 0 changed");
        assertThat(page(home + "/environments/dev/checks"))
                .contains("#1", "#2", "not scheduled")
                .doesNotContain("Not checked yet");
        assertThat(page(home + "/jobs/2")).contains("/jobs/2/checks");
    }

    @Test
    void scheduleShouldStartOneRunForEachTimeAndOnlyWhereThereIsOne() {
        schedule.run("all", new Held());
        schedule.run("all", new Held());

        var found = Objects.requireNonNull(
                        jobs.page(JobFilter.ofProject(project), 10, null).block())
                .jobs();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().order().environment()).isEqualTo("prod");
        assertThat(found.getFirst().order().requestedBy().name()).isEqualTo("Slipway");
        ended(found.getFirst().number());
        assertThat(page(home + "/environments/prod/checks")).contains("made every 6h", "Scheduled check");
        assertThat(page(home + "/jobs/1/checks")).contains("no earlier run").doesNotContain("<code>release</code>");
    }

    @Test
    void environmentThatHasNothingToCheckShouldSaySo() {
        people.as(Role.OPERATOR)
                .post()
                .uri("/api/v1" + home + "/environments/nowhere/checks")
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        assertThat(page(home + "/environments/dev/checks")).contains("Not checked yet");
    }

    @Test
    void checkThatIsSwitchedOffShouldBeShownAsGoneAndAsNewOnceItIsBack() {
        for (var environment : List.of("dev", "prod")) {
            people.as(Role.OPERATOR)
                    .post()
                    .uri("/api/v1" + home + "/environments/" + environment + "/checks")
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        ended(1);
        ended(2);

        assertThat(page(home + "/jobs/2/checks?with=1")).contains("0 new, 1 gone", "<code>release</code>", "not made");
        assertThat(page(home + "/jobs/1/checks?with=2")).contains("1 new, 0 gone", "not made");
    }

    private void ended(long number) {
        Await.until(
                "job " + number + " ends",
                LONG,
                () -> Objects.requireNonNull(jobs.find(project, number).block()).over());
    }

    private String page(String path) {
        return Objects.requireNonNull(people.as(Role.OPERATOR)
                .get()
                .uri(path)
                .header("Accept", "text/html")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private record Held() implements Lease {

        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean held() {
            return true;
        }
    }
}
