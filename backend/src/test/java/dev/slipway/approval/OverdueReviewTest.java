package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditTrail;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobRequest;
import dev.slipway.job.Jobs;
import dev.slipway.job.OnFailure;
import dev.slipway.testing.Await;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** A review that nobody closed in time goes on record, is shown on the dashboard, and is not told again once it is closed. */
@PortalTest
class OverdueReviewTest {

    private static final Lease LEASE = new Lease() {
        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean held() {
            return true;
        }
    };

    private final String project = "glass-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;
    private final JobControl control;
    private final DatabaseClient database;
    private final Parts parts;

    record Parts(Jobs jobs, BreakGlass glass, ApprovalProperties properties, AuditTrail audit) {}

    @Autowired
    OverdueReviewTest(
            TestPeople people,
            Definitions definitions,
            JobControl control,
            DatabaseClient database,
            Jobs jobs,
            BreakGlass glass,
            ApprovalProperties properties,
            AuditTrail audit) {
        this.people = people;
        this.definitions = definitions;
        this.control = control;
        this.database = database;
        this.parts = new Parts(jobs, glass, properties, audit);
    }

    @Test
    void overdueReviewShouldBeToldUntilItIsClosed() {
        var broken = broken();
        var reviews = new OverdueReviews(parts.glass(), parts.properties(), Clock.systemUTC());
        assertThat(reviews.run(Long.toString(broken.id()), LEASE)).isInstanceOf(Work.Outcome.Done.class);
        assertThat(overdue()).isZero();
        assertThat(dashboard()).contains("Glass to review").doesNotContain(">overdue<");

        database.sql("update break_glass set review_by = now() - interval '1 minute' where id = :id")
                .bind("id", broken.id())
                .then()
                .block();

        assertThat(reviews.run(Long.toString(broken.id()), LEASE)).isInstanceOf(Work.Outcome.Again.class);
        assertThat(overdue()).isEqualTo(1);
        assertThat(dashboard()).contains(">overdue<");

        parts.glass()
                .review(broken.id(), "It was justified", people.actor(Role.APPROVER))
                .block();
        assertThat(reviews.run(Long.toString(broken.id()), LEASE)).isInstanceOf(Work.Outcome.Done.class);
        assertThat(overdue()).isEqualTo(1);
    }

    private BrokenGlass broken() {
        var admin = people.actor(Role.ADMINISTRATOR);
        definitions
                .save(DefinitionEdit.ofNew(project, """
                    project: %s
                    environments: {prod: {protection: {approval: {required: 1}}}}
                    services: {web: {}}
                    pipelines:
                      ship:
                        steps: [{name: ship, kind: command, settings: {command: ["true"]}}]
                    """.formatted(project)), admin)
                .block();
        var job = Objects.requireNonNull(control.start(new JobRequest(
                        project, "ship", "prod", List.of(), false, OnFailure.FAIL, null, null, Actor.SYSTEM))
                .block());
        Await.until(
                "it waits at its gate",
                Duration.ofSeconds(60),
                () -> !BreakGlass.holding(now(job)).isEmpty());
        return Objects.requireNonNull(parts.glass()
                .past(job.id(), Set.of("approval"), "Orders are lost meanwhile", admin)
                .block());
    }

    private Job now(Job job) {
        return Objects.requireNonNull(parts.jobs().find(job.id()).block());
    }

    private long overdue() {
        return Objects.requireNonNull(parts.audit()
                .find(new AuditFilter(project, null, "glass.overdue", null), 10)
                .count()
                .block());
    }

    private String dashboard() {
        return String.valueOf(people.browser(Role.VIEWER)
                .get()
                .uri("/projects/" + project)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
