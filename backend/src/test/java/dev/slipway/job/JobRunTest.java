package dev.slipway.job;

import static dev.slipway.job.Shop.step;
import static dev.slipway.job.TestPortal.ADA;
import static dev.slipway.job.TestPortal.request;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the steps of a job run, and what becomes of it. */
class JobRunTest extends RunningJobs {

    @Test
    void deployWithProofShouldSucceedAndBeRememberedAsProven() {
        var job = portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));

        var verdict = requireNonNull(job.status().verdict());
        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict.services()).containsOnlyKeys("web");
        var proven = requireNonNull(
                portal.verified.of(new PlacementKey("shop", "dev", "web")).block());
        assertThat(proven.revision().version()).isEqualTo("1.0.0");
        assertThat(proven.number()).isEqualTo(job.number());
        assertThat(portal.jobs.locks("shop").collectList().block()).isEmpty();
        assertThat(portal.log(job)).isNotEmpty();
    }

    @Test
    void lastJobOfAPlacementShouldBeTheNewestThatStartedAndChangesIt() {
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        var second = portal.whenOver(portal.start("deploy", "dev", web("1.1.0")));
        portal.whenOver(portal.start("check", "dev"));

        assertThat(portal.jobs
                        .lastOfEachPlacement("shop")
                        .map(Job::number)
                        .collectList()
                        .block())
                .containsExactly(second.number());
        assertThat(portal.jobs.lastOfEachPlacement("other").collectList().block())
                .isEmpty();
    }

    @Test
    void whatIsProvenInAProjectShouldBeTheNewestOfEachPlacement() {
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        portal.whenOver(portal.start("deploy", "dev", new JobRequest.ServiceVersion("worker", "1.0.0")));
        portal.whenOver(portal.start("deploy", "dev", web("1.1.0")));

        assertThat(portal.verified
                        .ofProject("shop")
                        .map(proven -> proven.placement().service() + " "
                                + proven.revision().version())
                        .collectList()
                        .block())
                .containsExactly("web 1.1.0", "worker 1.0.0");
        assertThat(portal.verified.ofProject("other").collectList().block()).isEmpty();
    }

    @Test
    void deployWithoutProofShouldNotSucceed() {
        deploy.runs.put("deploy/web", c -> StepResult.Succeeded.with("Trust me"));

        var job = portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void deployThatRolledItselfBackShouldBeReportedAsSuchWithoutAQuestion() {
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        deploy.runs.put(
                "deploy/web",
                c -> new StepResult.Failed(
                        FailureReport.of("Exits at start", "Mend it"),
                        FakeTarget.verdict(Outcome.ROLLED_BACK, "1.0.0"),
                        List.of(),
                        false));

        var job = portal.whenOver(portal.start(request("deploy", "dev", OnFailure.ASK, null, web("1.2.0"))));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(job.failed().orElseThrow().report().summary()).isEqualTo("Exits at start");
        var proven = portal.verified.of(new PlacementKey("shop", "dev", "web")).block();
        assertThat(requireNonNull(proven).revision().version()).isEqualTo("1.0.0");
        assertThat(portal.rollbacks.all().map(RolledBack::number).collectList().block())
                .containsExactly(job.number());

        deploy.runs.put(
                "deploy/web",
                c -> new StepResult.Succeeded("Done", FakeTarget.verdict(Outcome.SUCCEEDED, "1.2.0"), List.of()));
        portal.whenOver(portal.start("deploy", "dev", web("1.2.0")));
        assertThat(portal.rollbacks.all().collectList().block()).isEmpty();
    }

    @Test
    void failedStepShouldSkipTheNextAndRunWhatIsForFailures() {
        shop.pipeline(
                "three",
                step("first", "check"),
                step("second", "check"),
                Shop.with(step("clean", "check"), When.FAILURE, null, StepDefinition.Retry.NONE));
        check.runs.put("first", c -> failed("No", true));

        var job = portal.whenOver(portal.start("three", "dev"));

        assertThat(job.steps())
                .extracting(StepRun::state)
                .containsExactly(StepState.FAILED, StepState.SKIPPED, StepState.SUCCEEDED);
        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void exceptionShouldBeAFailurePeopleCanRead() {
        check.runs.put("check", c -> {
            throw new IllegalStateException("The disk is full");
        });

        var job = portal.whenOver(portal.start("check", "dev"));

        var failure = requireNonNull(job.failed().orElseThrow().report().failure());
        assertThat(failure.what()).isEqualTo("The disk is full");
        assertThat(failure.remedy()).isNotBlank();
    }

    @Test
    void retryShouldBeginWithAnEmptyMemory() {
        shop.pipeline(
                "retry",
                Shop.with(
                        step("flaky", "check"),
                        When.SUCCESS,
                        null,
                        new StepDefinition.Retry(3, Duration.ofMillis(50))));
        var remembered = new ConcurrentLinkedQueue<Boolean>();
        check.runs.put("flaky", c -> {
            remembered.add(c.memory().recall("seen", String.class).isPresent());
            c.memory().keep("seen", "yes");
            return c.attempt() < 3 ? failed("Not yet", true) : StepResult.Succeeded.with("Now");
        });

        var job = portal.whenOver(portal.start("retry", "dev"));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(remembered).containsExactly(false, false, false);
    }

    @Test
    void stepThatTakesTooLongShouldBeCancelledAndFail() {
        shop.pipeline(
                "slow",
                Shop.with(step("slow", "check"), When.SUCCESS, Duration.ofMillis(200), StepDefinition.Retry.NONE));
        check.runs.put("slow", c -> new StepResult.Waiting(c.now().plusMillis(50), "Still at it", 0.1));

        var job = portal.whenOver(portal.start("slow", "dev"));

        assertThat(job.failed().orElseThrow().report().summary()).startsWith("Timed out");
    }

    @Test
    void longWaitShouldHoldNoThreadAndGoOnAtItsTime() {
        var calls = new AtomicInteger();
        check.runs.put(
                "check",
                c -> calls.incrementAndGet() == 1
                        ? new StepResult.Waiting(c.now().plusMillis(1_500), "Soaking", 0.5)
                        : StepResult.Succeeded.with("Soaked"));

        var job = portal.start("check", "dev");

        portal.when(job, j -> j.steps().getFirst().state() == StepState.WAITING);
        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(calls).hasValue(2);
    }

    @Test
    void servicesShouldBeWorkedOnInTheirOrderOneAfterTheOther() {
        var order = new ConcurrentLinkedQueue<String>();
        deploy.runs.put("deploy/web", c -> noted(order, c));
        deploy.runs.put("deploy/worker", c -> noted(order, c));

        portal.whenOver(portal.start("deploy", "dev", new JobRequest.ServiceVersion("worker", "1.0.0"), web("1.0.0")));

        assertThat(order).containsExactly("+deploy/worker", "-deploy/worker", "+deploy/web", "-deploy/web");
    }

    private static StepResult noted(ConcurrentLinkedQueue<String> order, StepContext c) {
        order.add("+" + c.stepRun());
        order.add("-" + c.stepRun());
        return succeeded(Outcome.SUCCEEDED, c);
    }

    @Test
    void dryRunShouldTellEveryActionAndChangeNothing() {
        var ran = new AtomicInteger();
        deploy.runs.put("deploy/web", c -> {
            ran.incrementAndGet();
            return failed("Must not run", false);
        });
        var asked = request("deploy", "prod", OnFailure.FAIL, null, web("1.0.0"));
        var job = portal.start(new JobRequest(
                asked.project(),
                asked.pipeline(),
                asked.environment(),
                asked.services(),
                true,
                asked.onFailure(),
                null,
                null,
                ADA));

        var over = portal.whenOver(job);

        assertThat(ran).hasValue(0);
        assertThat(over.steps().getFirst().report().plan()).containsExactly("Would run deploy/web");
        assertThat(portal.verified.of(new PlacementKey("shop", "prod", "web")).blockOptional())
                .isEmpty();
    }

    @Test
    void endOfAJobShouldBeRecordedWithItsOutcomeAndReason() {
        check.runs.put("check", c -> failed("Answers 500", false));

        var job = portal.whenOver(portal.start("check", "dev"));

        var ends = portal.audited.stream()
                .filter(event -> event.action().equals("job.end"))
                .toList();
        assertThat(ends).hasSize(1);
        assertThat(ends.getFirst().actor()).isEqualTo(Actor.SYSTEM);
        assertThat(ends.getFirst().subject()).isEqualTo("job #" + job.number());
        assertThat(ends.getFirst().after()).isEqualTo("{\"outcome\":\"FAILED\"}");
        assertThat(ends.getFirst().reason()).isEqualTo("Answers 500");
    }

    @Test
    void jobShouldNotEndWithoutItsRecord() {
        check.runs.put("check", c -> {
            portal.auditFails = true;
            return StepResult.Succeeded.with("Done");
        });
        var job = portal.start("check", "dev");
        Await.until(
                "the end is tried",
                Duration.ofSeconds(60),
                () -> portal.audited.stream().anyMatch(event -> event.action().equals("job.end")));

        assertThat(portal.find(job).over()).isFalse();
    }

    @Test
    void newsFromAPlacementShouldHaveTheJobThatFollowsItLookAtOnce() {
        var looks = new AtomicInteger();
        deploy.runs.put(
                "deploy/web",
                c -> looks.incrementAndGet() == 1
                        ? new StepResult.Waiting(c.now().plus(Duration.ofHours(1)), "1 of 2", 0.5)
                        : succeeded(Outcome.SUCCEEDED, c));
        var job = portal.start("deploy", "dev", web("1.0.0"));
        portal.when(job, j -> j.steps().getFirst().state() == StepState.WAITING);

        portal.news.happenedAt(new PlacementKey("shop", "dev", "worker"));
        portal.news.happenedAt(new PlacementKey("shop", "dev", "web"));

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void newsThatComesDuringALookShouldHaveAnotherLookFollow() {
        var looks = new AtomicInteger();
        var looking = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        deploy.runs.put("deploy/web", c -> {
            if (looks.incrementAndGet() > 1) {
                return succeeded(Outcome.SUCCEEDED, c);
            }
            // What it has seen is older than the news.
            looking.countDown();
            wait(told);
            return new StepResult.Waiting(c.now().plus(Duration.ofHours(1)), "1 of 2", 0.5);
        });
        var job = portal.start("deploy", "dev", web("1.0.0"));
        wait(looking);
        var heard = new CountDownLatch(1);
        portal.replica.signals().on(FollowedPlacements.LOOK).subscribe(_ -> heard.countDown());

        portal.news.happenedAt(new PlacementKey("shop", "dev", "web"));
        wait(heard);
        told.countDown();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void anAbsenceOfTheDatabaseShouldBeNoFailureOfTheStep() {
        var looks = new AtomicInteger();
        deploy.runs.put("deploy/web", c -> {
            if (looks.incrementAndGet() == 1) {
                throw new org.springframework.dao.DataAccessResourceFailureException("Connection refused");
            }
            return succeeded(Outcome.SUCCEEDED, c);
        });

        var job = portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(looks).hasValue(2);
    }

    private static void wait(CountDownLatch latch) {
        Await.until("the other side is so far", Duration.ofSeconds(30), () -> latch.getCount() == 0);
    }
}
