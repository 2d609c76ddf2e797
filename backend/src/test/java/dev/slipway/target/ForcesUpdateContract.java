package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a target keeps that can replace every instance by a new one of the same revision. */
public interface ForcesUpdateContract extends DeploymentTargetContract {

    @Test
    default void forcedUpdateShouldReplaceEveryInstanceOfTheSameRevision() throws Exception {
        var revision = verified(playground().good("1.0.0"));
        var before = ids(observe(revision));
        var forces = (ForcesUpdate) playground().target();

        var deployment = forces.forceUpdate(order(revision, revision, "force"));
        var again = forces.forceUpdate(order(revision, revision, "force"));
        var verdict = Following.toTheEnd(playground(), deployment);

        assertThat(again).isEqualTo(deployment);
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertRuns(revision);
        assertThat(ids(observe(revision))).doesNotContainAnyElementsOf(before);
        assertThat(playground().starts("1.0.0")).isEqualTo(2 * playground().desired());
    }

    @Test
    default void forcedUpdateOfNothingShouldBeRefused() {
        var forces = (ForcesUpdate) playground().target();

        assertThatThrownBy(() -> forces.forceUpdate(order(playground().good("1.0.0"), null, "force")))
                .isInstanceOf(DeploymentRefused.class);
    }

    private static HashSet<String> ids(Observation seen) {
        return new HashSet<>(List.copyOf(
                seen.instances().stream().map(Observation.Instance::id).toList()));
    }
}
