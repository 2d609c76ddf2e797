package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext.Decision;
import dev.slipway.job.spi.StepResult.AwaitingDecision;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.target.CancelMode;
import dev.slipway.target.Fact;
import dev.slipway.target.Outcome;
import dev.slipway.target.SettingProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployStepTest extends RolloutContract {

    @Override
    Step step() {
        return new DeployStep();
    }

    @Test
    void aRollbackShouldBeReportedAsOne() throws Exception {
        var context = fresh();
        target().outcome = Outcome.ROLLED_BACK;
        var result = (Failed) untilOver(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.report().remedy()).contains("What ran before runs again");
    }

    @Test
    void cancelShouldRollBackWhenSomethingWasProvenBefore() throws Exception {
        var context = fresh();
        step().run(context);
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(target().cancelled).containsValue(CancelMode.ROLL_BACK);
        assertThat(result.summary()).startsWith("Rolled back");
    }

    @Test
    void cancelShouldLeaveAsIsWhenNothingWasProvenBefore() throws Exception {
        var context = fresh();
        context.verified.clear();
        step().run(context);
        untilCancelled(step(), context);
        assertThat(target().cancelled).containsValue(CancelMode.LEAVE_AS_IS);
    }

    @Test
    void cancelShouldLeaveAsIsWhenToldSo() throws Exception {
        var context = fresh().with("{\"onCancel\": \"leave-as-is\"}");
        step().run(context);
        untilCancelled(step(), context);
        assertThat(target().cancelled).containsValue(CancelMode.LEAVE_AS_IS);
    }

    @Test
    void whatRunsAlreadyShouldOnlyBeReplacedOnceAPersonSaysSo() throws Exception {
        var context = fresh();
        context.whenSame = WhenSame.ASK;
        target().current = true;
        var asked = (AwaitingDecision) step().run(context);
        assertThat(asked.question()).contains("runs in dev already", "nothing to change");
        assertThat(target().begun).isEmpty();
        context.decision = new Decision(Repeating.FORCE, "its cache is stale", "dana", context.now());
        untilOver(step(), context);
        assertThat(target().forced).isTrue();
    }

    @Test
    void whatRunsAlreadyShouldBeLeftWhenAPersonSaysSo() throws Exception {
        var context = fresh();
        context.whenSame = WhenSame.ASK;
        target().current = true;
        step().run(context);
        context.decision = new Decision(Repeating.LEAVE, "fine as it is", "dana", context.now());
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(target().forced).isFalse();
    }

    @Test
    void anOrderMayHaveChosenBefore() throws Exception {
        var context = fresh();
        context.whenSame = WhenSame.FORCE;
        target().current = true;
        untilOver(step(), context);
        assertThat(target().forced).isTrue();
    }

    @Test
    void forceShouldBeNoOtherDeploymentWhereTheReleaseIsNew() throws Exception {
        var context = fresh();
        context.whenSame = WhenSame.FORCE;
        untilOver(step(), context);
        assertThat(target().forced).isFalse();
    }

    @Test
    void whatTheTargetKnowsShouldBeShown() throws Exception {
        var context = fresh();
        target().facts =
                List.of(Fact.of("Circuit breaker", Fact.Tone.WARN, "1 of 3").metered(1, 3));
        step().run(context);
        assertThat(context.shown).isEqualTo(target().facts);
    }

    @Test
    void shouldSayThatTheJobHasNoRelease() throws Exception {
        var context = fresh();
        context.revision = null;
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("no release of web");
        assertThat(result.retryable()).isFalse();
    }

    @Test
    void wrongSettingsShouldBeNamedWithARemedy() {
        var problems = step().validate(fresh().with(
                        "{\"onCancel\": \"rollback\", \"unreachableFor\": \"soon\", \"cancelWithn\": \"1m\"}")
                .settings());
        assertThat(problems)
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder("onCancel", "unreachableFor", "cancelWithn");
        assertThat(problems)
                .extracting(SettingProblem::remedy)
                .contains("Did you mean 'roll-back'?", "Did you mean 'cancelWithin'?");
    }
}
