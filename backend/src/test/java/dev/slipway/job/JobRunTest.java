package dev.slipway.job;

import static dev.slipway.job.Shop.perService;
import static dev.slipway.job.Shop.step;
import static dev.slipway.job.TestPortal.ADA;
import static dev.slipway.job.TestPortal.request;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.engine.Replica;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.testing.Await;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class JobRunTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final TestDatabase database = Postgres.migrated();
    private final Shop shop = new Shop();
    private final ScriptedStep check = new ScriptedStep("check", false);
    private final ScriptedStep deploy = new ScriptedStep("deploy", true);
    private final ScriptedStep rollback = new ScriptedStep("rollback", true);
    private final List<TestPortal> portals = new ArrayList<>();
    private TestPortal portal = portal();

    private TestPortal portal() {
        return portal(Replica.STEADY);
    }

    private TestPortal portal(Duration heartbeat) {
        var made = new TestPortal(heartbeat, database, shop, check, deploy, rollback);
        portals.add(made);
        return made;
    }

    @BeforeEach
    void start() {
        portal.start();
        shop.pipeline("check", step("check", "check"));
        shop.pipeline("deploy", perService("deploy", "deploy", 1));
        deploys(Outcome.SUCCEEDED);
    }

    @AfterEach
    void close() {
        portals.forEach(TestPortal::close);
    }

    private void deploys(Outcome outcome) {
        deploy.runs.put("deploy/web", c -> succeeded(outcome, c));
        deploy.runs.put("deploy/worker", c -> succeeded(outcome, c));
    }

    private static StepResult succeeded(Outcome outcome, StepContext context) {
        var version = requireNonNull(context.placed().revision()).version();
        return new StepResult.Succeeded("Runs", FakeTarget.verdict(outcome, version), List.of());
    }

    private static StepResult failed(String what, boolean retryable) {
        return new StepResult.Failed(FailureReport.of(what, "Mend it"), null, List.of(), retryable);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

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
    void questionOfAStepShouldWaitForANotedAnswer() {
        check.runs.put(
                "check",
                c -> c.decision()
                        .<StepResult>map(d -> StepResult.Succeeded.with(d.choice() + " by " + d.by()))
                        .orElseGet(() ->
                                new StepResult.AwaitingDecision("Is it good?", List.of("continue", "stop"), null)));
        var job = portal.start("check", "dev");
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "continue", " ", ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "perhaps", "Well", ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        portal.control.decide(job.id(), "check", "continue", "Looks good", ADA).block();

        assertThat(portal.whenOver(job).steps().getFirst().report().summary()).isEqualTo("continue by Ada");
        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "stop", "Late", ADA)
                        .block())
                .isInstanceOf(Conflict.class);
    }

    @Test
    void failureShouldBeAskedAboutAndTriedAgain() {
        check.runs.put("check", c -> c.attempt() == 1 ? failed("Down", true) : StepResult.Succeeded.with("Up"));
        var job = portal.start(request("check", "dev", OnFailure.ASK, null));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.decide(job.id(), "check", "retry", null, ADA).block();

        var over = portal.whenOver(job);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(over.steps().getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void ignoredFailureOfADeploymentShouldStillNotBeASuccess() {
        deploy.runs.put(
                "deploy/web",
                c -> new StepResult.Failed(
                        FailureReport.of("Unhealthy", "Mend it"),
                        FakeTarget.verdict(Outcome.FAILED, "1.0.0"),
                        List.of(),
                        true));
        var job = portal.start(request("deploy", "dev", OnFailure.ASK, null, web("1.0.0")));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "deploy/web", "ignore", null, ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        portal.control.decide(job.id(), "deploy/web", "ignore", "Known", ADA).block();

        var over = portal.whenOver(job);
        assertThat(over.steps().getFirst().state()).isEqualTo(StepState.IGNORED);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void rollBackShouldBeOfferedAndReturnToWhatWasProven() {
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        deploy.runs.put("deploy/web", c -> failed("Unhealthy", true));
        rollback.runs.put("roll-back/web", c -> {
            var version = c.settings().get("version").asString();
            return new StepResult.Succeeded("Back", FakeTarget.verdict(Outcome.ROLLED_BACK, version), List.of());
        });
        var job = portal.start(request("deploy", "dev", OnFailure.ASK, null, web("1.3.0")));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.decide(job.id(), "deploy/web", "roll back", null, ADA).block();

        var verdict = requireNonNull(portal.whenOver(job).status().verdict());
        assertThat(verdict.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(requireNonNull(verdict.services().get("web")).proof().version())
                .isEqualTo("1.0.0");
    }

    @Test
    void cancelOfARunningStepShouldEndItAndReleaseTheLock() throws InterruptedException {
        var running = new CountDownLatch(1);
        deploy.runs.put("deploy/web", c -> {
            running.countDown();
            while (!c.stopping()) {
                Thread.onSpinWait();
            }
            return new StepResult.Waiting(c.now(), "Stopping", -1);
        });
        var job = portal.start("deploy", "dev", web("1.0.0"));
        await(running);

        portal.control.cancel(job.id(), "Wrong release", ADA).block();
        portal.control.cancel(job.id(), "Again", ADA).block();

        var over = portal.whenOver(job);
        var verdict = requireNonNull(over.status().verdict());
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(verdict.reason()).contains("Ada", "Wrong release", "Stopped");
        assertThat(portal.jobs.locks("shop").collectList().block()).isEmpty();
    }

    @Test
    void cancelOfAWaitingJobShouldEndIt() {
        check.runs.put("check", c -> new StepResult.Waiting(c.now().plus(NEVER), "Soaking", -1));
        var job = portal.start("check", "dev");
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(job.id(), "", ADA).block();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancelOfAQuestionShouldEndTheJob() {
        check.runs.put("check", c -> failed("Down", true));
        var job = portal.start(request("check", "dev", OnFailure.ASK, null));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(job.id(), "Enough", ADA).block();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void lockedPlacementShouldQueueTheNextJobUntilTheFirstEnds() throws InterruptedException {
        var goOn = new CountDownLatch(1);
        deploy.runs.put("deploy/web", c -> {
            await(goOn);
            return succeeded(Outcome.SUCCEEDED, c);
        });
        var first = portal.start("deploy", "dev", web("1.0.0"));
        var second = portal.start("deploy", "dev", web("1.1.0"));

        var waiting = portal.when(second, j -> j.status().state() == JobState.WAITING);
        assertThat(requireNonNull(waiting.status().waiting()).reason()).contains("#" + first.number(), "Ada");
        var detail = requireNonNull(portal.jobs.detail("shop", second.number()).block());
        assertThat(detail.queuePosition()).isEqualTo(1);
        assertThat(detail.blockedBy()).extracting(LockHolder::number).containsExactly(first.number());
        goOn.countDown();

        portal.whenOver(first);
        assertThat(requireNonNull(portal.whenOver(second).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void cancelOfAQueuedJobShouldLeaveTheQueue() {
        deploy.runs.put("deploy/web", c -> new StepResult.Waiting(c.now().plus(NEVER), "Long", -1));
        portal.start("deploy", "dev", web("1.0.0"));
        var second = portal.start("deploy", "dev", web("1.1.0"));
        portal.when(second, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(second.id(), "", ADA).block();

        var over = portal.whenOver(second);
        assertThat(requireNonNull(over.status().verdict()).reason()).contains("had not started");
    }

    @Test
    void environmentThatRefusesShouldNameWhoHasTheLock() {
        deploy.runs.put("deploy/web", c -> new StepResult.Waiting(c.now().plus(NEVER), "Long", -1));
        var first = portal.start("deploy", "prod", web("1.0.0"));

        assertThatThrownBy(() -> portal.start("deploy", "prod", web("1.1.0")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("#" + first.number());
    }

    @Test
    void blockedReleaseShouldBeRefused() {
        assertThatThrownBy(() -> portal.start("deploy", "dev", web("6.6.6")))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .satisfies(p -> assertThat(p.rule()).contains("It loses orders")));
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
    void equalRequestsWithOneKeyShouldMakeOneJob() {
        var request = request("deploy", "prod", OnFailure.FAIL, "key-1", web("1.0.0"));

        var made = Flux.range(0, 6)
                .flatMap(i -> portal.control.start(request), 6)
                .map(Job::id)
                .distinct()
                .collectList()
                .block();

        assertThat(made).hasSize(1);
        var other = request("deploy", "prod", OnFailure.FAIL, "key-1", web("1.1.0"));
        assertThatThrownBy(() -> portal.start(other)).isInstanceOf(Conflict.class);
    }

    @Test
    void numbersShouldHaveNoGapUnderConcurrencyAndRefusals() {
        var request = request("check", "dev", OnFailure.FAIL, null);

        var numbers = Flux.range(0, 60)
                .flatMap(
                        i -> i % 5 == 0
                                ? portal.control
                                        .start(request("absent", "dev", OnFailure.FAIL, null))
                                        .onErrorComplete()
                                : portal.control.start(request),
                        12)
                .map(Job::number)
                .sort()
                .collectList()
                .block();

        assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 48).boxed().toList());
    }

    @Test
    void rerunShouldBeginWhereItWasAskedToAndNameItsParent() {
        shop.pipeline("two", step("first", "check"), step("second", "check"));
        var old = portal.whenOver(portal.start("two", "dev"));

        var again = portal.whenOver(
                requireNonNull(portal.control.rerun(old.id(), "second", ADA).block()));

        assertThat(again.order().parent()).isEqualTo(old.number());
        assertThat(again.steps()).extracting(StepRun::state).containsExactly(StepState.SKIPPED, StepState.SUCCEEDED);
    }

    private Job failedVerification() {
        shop.pipeline("full", perService("deploy", "deploy", 1), step("verify", "check"), step("tell", "check"));
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        check.runs.put("verify", c -> failed("Answers 500", false));
        var job = portal.whenOver(portal.start("full", "dev", web("1.1.0")));
        assertThat(proven()).isEqualTo("1.0.0");
        check.runs.remove("verify");
        return job;
    }

    private Job again(Job old, String from) {
        return portal.whenOver(
                requireNonNull(portal.control.rerun(old.id(), from, ADA).block()));
    }

    private String proven() {
        var found = portal.verified.of(new PlacementKey("shop", "dev", "web")).block();
        return requireNonNull(found).revision().version();
    }

    @Test
    void verificationThatSucceedsWhenRunAgainShouldProveWhatStillRuns() {
        var job = failedVerification();
        portal.target.running = "d-1.1.0";

        again(again(job, "tell"), "verify");

        assertThat(proven()).isEqualTo("1.1.0");
    }

    @Test
    void verificationRunAgainShouldProveNothingThatNoLongerRuns() {
        var job = failedVerification();
        portal.target.running = "d-1.2.0";

        again(job, "verify");

        assertThat(proven()).isEqualTo("1.0.0");
    }

    @Test
    void runAgainAfterWhatFailedShouldProveNothing() {
        var job = failedVerification();
        portal.target.running = "d-1.1.0";

        again(job, "tell");

        assertThat(proven()).isEqualTo("1.0.0");
    }

    @Test
    void runAgainShouldKeepWhatWasProven() {
        shop.pipeline("full", perService("deploy", "deploy", 1), step("verify", "check"));
        var job = portal.whenOver(portal.start("full", "dev", web("1.1.0")));
        portal.target.running = "d-1.1.0";
        check.runs.put("verify", c -> failed("Answers 500", false));

        again(job, "verify");

        assertThat(proven()).isEqualTo("1.1.0");
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
                Duration.ofSeconds(20),
                () -> portal.audited.stream().anyMatch(event -> event.action().equals("job.end")));

        assertThat(portal.find(job).over()).isFalse();
    }

    @Test
    void jobOfACutOffPortalShouldGoOnElsewhereWithItsMemory() throws InterruptedException {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var effects = new AtomicInteger();
        var fenced = new CountDownLatch(1);
        check.runs.put("check", c -> {
            if (c.memory().recall("handle", String.class).isPresent()) {
                return StepResult.Succeeded.with("Attached again");
            }
            effects.incrementAndGet();
            c.memory().keep("handle", "h-1");
            started.countDown();
            await(release);
            try {
                c.memory().keep("late", "zombie");
            } catch (RuntimeException e) {
                fenced.countDown();
                throw e;
            }
            return failed("The zombie must not be heard", false);
        });
        portal.stop();
        var doomed = portal(Replica.HASTY).start();
        var job = doomed.start("check", "dev");
        await(started);

        var survivor = portal(Replica.HASTY).start();
        doomed.cutOff();

        var over = survivor.whenOver(job);
        release.countDown();
        await(fenced);
        assertThat(over.steps().getFirst().report().summary()).isEqualTo("Attached again");
        assertThat(requireNonNull(survivor.find(job).status().verdict()).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(effects).hasValue(1);
    }

    @Test
    void stoppingPortalShouldHandItsJobsOver() throws InterruptedException {
        var started = new CountDownLatch(1);
        var handedOver = new CountDownLatch(1);
        check.runs.put("check", c -> {
            started.countDown();
            if (handedOver.getCount() == 0) {
                return StepResult.Succeeded.with("Went on");
            }
            while (!c.stopping()) {
                Thread.onSpinWait();
            }
            handedOver.countDown();
            return new StepResult.Waiting(Instant.EPOCH, "Handed over", -1);
        });
        var job = portal.start("check", "dev");
        await(started);
        var other = portal().start();

        portal.stop();

        assertThat(other.whenOver(job).steps().getFirst().report().summary()).isEqualTo("Went on");
    }

    @Test
    void twoPortalsShouldShareManyJobsAndRunEachOnce() {
        var count = 1_000;
        var runs = new ConcurrentHashMap<Long, AtomicInteger>();
        check.runs.put("check", c -> {
            runs.computeIfAbsent(c.jobNumber(), n -> new AtomicInteger()).incrementAndGet();
            return StepResult.Succeeded.with("Done");
        });
        var first = portal;
        var second = portal().start();

        Flux.range(0, count)
                .flatMap(
                        i -> (i % 2 == 0 ? first : second).control.start(request("check", "dev", OnFailure.FAIL, null)),
                        8)
                .blockLast();
        Flux.defer(() -> portal.jobs.open("shop"))
                .hasElements()
                .filter(any -> !any)
                .repeatWhenEmpty(n -> n.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(120));

        assertThat(runs).hasSize(count).allSatisfy((number, n) -> assertThat(n).hasValue(1));
        var page = requireNonNull(
                portal.jobs.page(JobFilter.ofProject("shop"), 200, null).block());
        assertThat(page.jobs())
                .hasSize(200)
                .allSatisfy(j -> assertThat(j.over()).isTrue());
        var next = requireNonNull(
                portal.jobs.page(JobFilter.ofProject("shop"), 200, page.next()).block());
        assertThat(next.jobs().getFirst().number())
                .isEqualTo(page.jobs().getLast().number() - 1);
    }
}
