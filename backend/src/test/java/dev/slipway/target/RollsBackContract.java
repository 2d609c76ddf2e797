package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a target keeps that can return to what was proven. */
public interface RollsBackContract extends DeploymentTargetContract {

    @Test
    default void crashLoopShouldRollBackByItselfAndProveIt() throws Exception {
        var before = verified(playground().good("1.0.0"));
        var following = new Following(playground(), deploy(playground().crashing("1.2.0"), before, "crash"));

        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(verdict.reason()).contains("1.2.0", "1.0.0");
        assertThat(verdict.proof().version()).isEqualTo("1.0.0");
        assertThat(verdict.proof().instances()).hasSize(playground().desired());
        assertRuns(before);
    }

    @Test
    default void neverHealthyShouldRollBackByItself() throws Exception {
        var before = verified(playground().good("1.0.0"));

        var verdict = Following.toTheEnd(playground(), deploy(playground().neverHealthy("1.3.0"), before, "sick"));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertRuns(before);
    }

    @Test
    default void cancelRollingBackShouldReturnToWhatWasVerified() throws Exception {
        var before = verified(playground().good("1.0.0"));
        var deployment = deploy(playground().slow("1.4.0"), before, "half");
        var following = new Following(playground(), deployment);
        following.untilEvent("started");

        playground().target().cancel(playground().placement(), deployment, CancelMode.ROLL_BACK);
        playground().target().cancel(playground().placement(), deployment, CancelMode.ROLL_BACK);
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(verdict.reason()).contains("1.0.0");
        assertThat(following.messages())
                .filteredOn(message -> message.startsWith("Cancel"))
                .hasSizeLessThanOrEqualTo(1);
        assertRuns(before);
    }

    @Test
    default void rollbackShouldBeReportedAsARollback() throws Exception {
        var before = verified(playground().good("1.0.0"));
        var after = playground().good("1.1.0");
        Following.toTheEnd(playground(), deploy(after, before, "two"));

        var deployment = ((RollsBack) playground().target()).rollBack(order(before, after, "back"));
        var verdict = Following.toTheEnd(playground(), deployment);

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(verdict.proof().deployment()).isEqualTo(deployment);
        assertRuns(before);
    }

    @Test
    default void wayBackThatFailsTooShouldFail() throws Exception {
        var verdict = Following.toTheEnd(
                playground(),
                deploy(playground().crashing("1.2.0"), playground().crashing("1.1.9"), "both"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).contains("the way back failed too");
        assertThat(observe(playground().good("1.0.0")).running()).isZero();
    }
}
