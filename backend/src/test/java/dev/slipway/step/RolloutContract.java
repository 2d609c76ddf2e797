package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.StepResult;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.job.spi.StepResult.Waiting;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Finding;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every step that starts a rollout promises besides. */
abstract class RolloutContract extends StepContract {

    final FakeTarget[] current = {new FakeTarget()};

    FakeTarget target() {
        return current[0];
    }

    @Override
    InMemoryStepContext fresh() {
        current[0] = new FakeTarget();
        var context = new InMemoryStepContext().on(current[0]);
        context.verified.add(InMemoryStepContext.revision("1.0.0"));
        return context;
    }

    @Override
    long changes() {
        return target().begun.size();
    }

    @Test
    void everyEventShouldBeToldOnce() throws Exception {
        var context = fresh();
        untilOver(step(), context);
        assertThat(context.lines).containsOnlyOnce("event 1", "event 2", "event 3");
    }

    @Test
    void successShouldCarryItsProof() throws Exception {
        var context = fresh();
        var result = (Succeeded) untilOver(step(), context);
        assertThat(verdict(result).proof().deployment()).isEqualTo(new DeploymentId("d-1"));
    }

    @Test
    void aProofOfAnotherDeploymentShouldNotCount() throws Exception {
        var context = fresh();
        target().proof = new Proof(
                new DeploymentId("somebody-elses"),
                "1.1.0",
                1,
                List.of(new Proof.Running("web-1", InMemoryStepContext.digest("1.1.0"), Health.HEALTHY, "200 in 4 ms")),
                FakeTarget.SEEN);
        var result = (Failed) untilOver(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.report().what()).contains("somebody-elses");
        assertThat(result.retryable()).isFalse();
    }

    @Test
    void aProofOfAnotherArtifactShouldNotCount() throws Exception {
        var context = fresh();
        target().proof = new Proof(
                new DeploymentId("d-1"),
                "1.1.0",
                1,
                List.of(new Proof.Running("web-1", InMemoryStepContext.digest("evil"), Health.HEALTHY, "200 in 4 ms")),
                FakeTarget.SEEN);
        var result = (Failed) untilOver(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aFailureShouldTellWhatIsKnown() throws Exception {
        var context = fresh();
        target().outcome = Outcome.FAILED;
        target().symptom = new Progress.Symptom("web-2", 3, List.of("starting", "no database"), "connection refused");
        target().findings.add(new Finding("database", "Database answers", Finding.Result.WARN, "slow", "Look at it."));
        var result = (Failed) untilOver(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.report().exitCode()).isEqualTo(3);
        assertThat(result.report().lastLines()).containsExactly("starting", "no database");
        assertThat(result.report().healthAnswer()).isEqualTo("connection refused");
        assertThat(result.report().check()).isEqualTo("database");
        assertThat(result.report().remedy()).contains("1.0.0");
    }

    @Test
    void aShortAbsenceOfTheTargetShouldBeWaitedOut() throws Exception {
        var context = fresh();
        target().reachable = false;
        var first = (Waiting) step().run(context);
        context.now = first.until();
        var second = (Waiting) step().run(context);
        assertThat(Duration.between(context.now, second.until())).isGreaterThan(Duration.ofSeconds(1));
        context.now = second.until();
        target().reachable = true;
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void aLongAbsenceOfTheTargetShouldEndUnknown() throws Exception {
        var context = fresh();
        step().run(context);
        target().reachable = false;
        var begin = context.now;
        var result = (Failed) untilOver(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.retryable()).isFalse();
        assertThat(Duration.between(begin, context.now)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void aRefusalShouldNotBeTriedAgain() throws Exception {
        var context = fresh();
        target().refuses = true;
        var result = (Failed) untilOver(step(), context);
        assertThat(result.retryable()).isFalse();
        assertThat(result.report().what()).contains("no room");
    }

    @Test
    void cancelShouldEndAlthoughTheTargetDoesNot() throws Exception {
        var context = fresh();
        target().stubborn = true;
        step().run(context);
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void cancelShouldEndAlthoughTheTargetIsGone() throws Exception {
        var context = fresh();
        step().run(context);
        target().reachable = false;
        var result = (Cancelled) untilCancelled(step(), context);
        assertThat(verdict(result).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void cancelShouldBeIdempotent() throws Exception {
        var context = fresh();
        step().run(context);
        StepResult first = untilCancelled(step(), context);
        assertThat(untilCancelled(step(), context)).isEqualTo(first);
    }
}
