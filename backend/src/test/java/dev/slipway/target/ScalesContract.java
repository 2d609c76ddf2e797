package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a target keeps that can change the number of instances. */
public interface ScalesContract extends DeploymentTargetContract {

    default Scales scales() {
        return (Scales) playground().target();
    }

    default void awaitHealthy(Revision revision, int instances) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var seen = observe(revision);
        while (System.nanoTime() < end) {
            if (seen.health() == Health.HEALTHY
                    && seen.running() == instances
                    && seen.instances().size() == instances) {
                assertThat(seen.desired()).isEqualTo(instances);
                return;
            }
            playground().pass(Duration.ofMillis(50));
            seen = observe(revision);
        }
        throw new AssertionError("Not " + instances + " healthy instances: " + seen);
    }

    @Test
    default void scaleShouldChangeTheNumberAndKeepTheRevision() throws Exception {
        var revision = verified(playground().good("1.0.0"));

        scales().scale(playground().placement(), 3);
        awaitHealthy(revision, 3);
        scales().scale(playground().placement(), 1);
        awaitHealthy(revision, 1);

        assertThat(playground().starts("1.0.0")).isEqualTo(playground().desired() + 1);
    }

    @Test
    default void scalingNothingShouldBeRefused() {
        assertThatThrownBy(() -> scales().scale(playground().placement(), 2)).isInstanceOf(DeploymentRefused.class);
    }

    @Test
    default void scalingDuringADeploymentShouldBeRefused() throws Exception {
        deploy(playground().slow("1.4.0"), null, "slow");

        assertThatThrownBy(() -> scales().scale(playground().placement(), 3)).isInstanceOf(DeploymentRefused.class);
    }
}
