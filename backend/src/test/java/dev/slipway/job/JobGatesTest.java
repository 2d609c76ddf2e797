package dev.slipway.job;

import static dev.slipway.job.Shop.perService;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.StepResult;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobGatesTest {

    private static final Gate.Opening TOMORROW =
            Gate.Opening.at(Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));

    private final Shop shop = new Shop();
    private final ScriptedStep check = new ScriptedStep("check", false);
    private final ScriptedStep deploy = new ScriptedStep("deploy", true);
    private final ScriptedGate gate = new ScriptedGate();
    private final TestDatabase database = Postgres.migrated();
    private final TestPortal portal = new TestPortal(database, shop, check, deploy, gate);

    @BeforeEach
    void start() {
        shop.pipeline("check", Shop.step("check", "check"));
        shop.pipeline("deploy", perService("deploy", "deploy", 1));
        deploy.runs.put(
                "deploy/web",
                c -> new StepResult.Succeeded(
                        "Runs",
                        FakeTarget.verdict(
                                Outcome.SUCCEEDED,
                                requireNonNull(c.placed().revision()).version()),
                        List.of()));
        portal.start();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    private Job waiting() {
        return portal.when(portal.start("deploy", "dev", web("1")), JobGatesTest::waitsForGate);
    }

    private static boolean waitsForGate(Job job) {
        var waiting = job.status().waiting();
        return waiting != null && waiting.what() == Waiting.For.GATE;
    }

    @Test
    void openGateShouldLetTheJobPassAndStayOnItsRecord() {
        var job = portal.whenOver(portal.start("deploy", "dev", web("1")));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(requireNonNull(job.status().gates()).standings()).containsExactly(ScriptedGate.open());
        var question = requireNonNull(gate.asked.peek());
        assertThat(question.moment()).isEqualTo(Gate.Moment.START);
        assertThat(question.changes()).containsExactly(new Gate.Change(new PlacementKey(Shop.KEY, "dev", "web"), "1"));
        assertThat(requireNonNull(question.job()).requestedBy()).isEqualTo(TestPortal.ADA);
    }

    @Test
    void closedGateShouldHoldTheJobAndSayWhyAndUntilWhen() {
        gate.stand(ScriptedGate.closed(TOMORROW));

        var job = waiting();

        var waiting = requireNonNull(job.status().waiting());
        assertThat(waiting.reason()).isEqualTo("The script keeps it closed");
        assertThat(waiting.until()).isEqualTo(TOMORROW.at());
        assertThat(requireNonNull(job.status().gates()).standings()).containsExactly(ScriptedGate.closed(TOMORROW));
        assertThat(job.status().startedAt()).isNull();
    }

    @Test
    void jobThatWaitsForAGateShouldBeInNobodysWay() {
        gate.stand(ScriptedGate.closed(TOMORROW));
        var first = waiting();
        assertThat(portal.jobs.locks(Shop.KEY).collectList().block()).isEmpty();

        gate.stand(ScriptedGate.open());
        var second = portal.whenOver(portal.start("deploy", "dev", web("2")));

        assertThat(requireNonNull(second.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        portal.gateChanges.changed(Shop.KEY, "dev").block();
        assertThat(portal.whenOver(first).status().endedAt())
                .isAfterOrEqualTo(requireNonNull(second.status().endedAt()));
    }

    @Test
    void changedGateShouldWakeTheJobsThatWaitForIt() {
        gate.stand(ScriptedGate.closed(TOMORROW));
        var job = waiting();

        gate.stand(ScriptedGate.open());
        portal.gateChanges.changed(Shop.KEY, "dev").block();

        assertThat(portal.whenOver(job).status().verdict()).isNotNull();
    }

    @Test
    void refusingGateShouldEndTheJobBeforeAnythingHappens() {
        gate.stand(ScriptedGate.refused());

        var job = portal.whenOver(portal.start("deploy", "dev", web("1")));

        assertThat(requireNonNull(job.status().verdict()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(requireNonNull(job.status().verdict()).reason()).isEqualTo("The script refuses");
        assertThat(requireNonNull(job.status().gates()).standings()).containsExactly(ScriptedGate.refused());
        assertThat(job.status().startedAt()).isNull();
    }

    @Test
    void gateThatCannotTellShouldNeverBeOpen() {
        gate.stand(null);

        var job = waiting();

        assertThat(requireNonNull(job.status().gates()).standings())
                .singleElement()
                .satisfies(standing -> {
                    assertThat(standing.state()).isEqualTo(Gate.State.UNKNOWN);
                    assertThat(standing.reason()).contains("The script is lost");
                });
        assertThat(job.status().startedAt()).isNull();
    }

    @Test
    void jobThatChangesNothingShouldAskNoGate() {
        gate.stand(ScriptedGate.refused());
        check.runs.put("check", c -> StepResult.Succeeded.with("Fine"));

        portal.whenOver(portal.start("check", "dev"));

        assertThat(gate.asked).isEmpty();
    }

    @Test
    void gatesShouldTellHowTheyStandBeforeAnyJobExists() {
        gate.stand(ScriptedGate.closed(TOMORROW));
        var change = new Gate.Change(new PlacementKey(Shop.KEY, "dev", "web"), "1");

        var reading = requireNonNull(
                portal.gates.look(Shop.KEY, "dev", List.of(change)).block());

        assertThat(reading.open()).isFalse();
        assertThat(reading.opens()).contains(requireNonNull(TOMORROW.at()));
        assertThat(gate.wasAsked(Gate.Moment.LOOK)).isTrue();
    }

    /** Its gate closes after the job has started, before the step that changes something. */
    private Job heldBeforeItsStep() {
        shop.pipeline("careful", Shop.step("check", "check"), perService("deploy", "deploy", 1));
        check.runs.put("check", c -> {
            gate.stand(ScriptedGate.closed(TOMORROW));
            return StepResult.Succeeded.with("Fine");
        });
        return portal.when(portal.start("careful", "dev", web("1")), JobGatesTest::waitsForGate);
    }

    @Test
    void gateThatClosesMeanwhileShouldHoldTheNextStepThatChangesSomething() {
        var held = heldBeforeItsStep();

        assertThat(held.step("check").orElseThrow().state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(held.step("deploy/web").orElseThrow().state()).isEqualTo(StepState.PENDING);
        assertThat(gate.asked).last().satisfies(question -> {
            assertThat(question.moment()).isEqualTo(Gate.Moment.STEP);
            assertThat(requireNonNull(question.job()).step()).isEqualTo("deploy/web");
            assertThat(requireNonNull(question.job()).startedAt()).isNotNull();
        });

        gate.stand(ScriptedGate.open());
        portal.gateChanges.changed(null, null).block();

        var over = portal.whenOver(held);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(requireNonNull(over.status().gates()).standings()).containsExactly(ScriptedGate.open());
    }

    @Test
    void jobThatAGateHoldsShouldBeTakenOverByAnotherPortal() {
        var held = heldBeforeItsStep();
        portal.stop();

        try (var other = new TestPortal(database, shop, check, deploy, gate)) {
            other.start();
            gate.stand(ScriptedGate.open());
            other.gateChanges.changed(Shop.KEY, null).block();

            assertThat(requireNonNull(other.whenOver(held).status().verdict()).outcome())
                    .isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void jobThatAGateHoldsShouldBeCancellable() {
        var held = heldBeforeItsStep();

        portal.control.cancel(held.id(), "No longer needed", TestPortal.ADA).block();

        var over = portal.whenOver(held);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.step("deploy/web").orElseThrow().state()).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void jobThatIsTakenBackAsItPassesItsGatesShouldNotStart() {
        gate.meanwhile(question -> assertThat(portal.control
                        .takeBack(requireNonNull(question.job()).id(), "Something newer came", TestPortal.ADA)
                        .block())
                .isTrue());

        var over = portal.whenOver(portal.start("deploy", "dev", web("1")));

        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.status().startedAt()).isNull();
        assertThat(over.step("deploy/web").orElseThrow().startedAt()).isNull();
    }

    @Test
    void jobThatHasStartedShouldNotBeTakenBack() {
        var held = heldBeforeItsStep();

        assertThat(portal.control
                        .takeBack(held.id(), "Too late", TestPortal.ADA)
                        .block())
                .isFalse();

        assertThat(portal.find(held).status().cancel()).isNull();
    }

    @Test
    void gateThatRefusesMeanwhileShouldStopTheJobBeforeItsNextStep() {
        shop.pipeline("careful", Shop.step("check", "check"), perService("deploy", "deploy", 1));
        check.runs.put("check", c -> {
            gate.stand(ScriptedGate.refused());
            return StepResult.Succeeded.with("Fine");
        });

        var over = portal.whenOver(portal.start("careful", "dev", web("1")));

        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(requireNonNull(over.status().cancel()).reason()).isEqualTo("The script refuses");
        assertThat(over.step("deploy/web").orElseThrow().startedAt()).isNull();
    }

    @Test
    void nextAttemptShouldAskTheGatesToo() {
        var once = new StepDefinition.Retry(2, Duration.ofMillis(1));
        shop.pipeline(
                "stubborn", Shop.with(perService("deploy", "deploy", 1), StepDefinition.When.SUCCESS, null, once));
        deploy.runs.put("deploy/web", c -> {
            gate.stand(ScriptedGate.closed(TOMORROW));
            throw new IllegalStateException("Not the first time");
        });

        var held = portal.when(portal.start("stubborn", "dev", web("1")), JobGatesTest::waitsForGate);

        assertThat(held.step("deploy/web").orElseThrow().attempt()).isEqualTo(2);
        assertThat(held.step("deploy/web").orElseThrow().startedAt()).isNull();
    }

    @Test
    void wayBackFromAFailureShouldNeverBeHeld() {
        shop.pipeline(
                "safe",
                perService("deploy", "deploy", 1),
                Shop.with(Shop.step("undo", "deploy"), StepDefinition.When.FAILURE, null, StepDefinition.Retry.NONE));
        deploy.runs.put("deploy/web", c -> {
            gate.stand(ScriptedGate.closed(TOMORROW));
            throw new IllegalStateException("It does not start");
        });

        var over = portal.whenOver(portal.start("safe", "dev", web("1")));

        assertThat(over.step("undo").orElseThrow().state()).isEqualTo(StepState.SUCCEEDED);
    }

    @Test
    void firstStepShouldNotAskAgainWhatTheStartHasJustAsked() {
        portal.whenOver(portal.start("deploy", "dev", web("1")));

        assertThat(gate.asked).hasSize(1);
    }
}
