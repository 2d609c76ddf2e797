package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a target keeps that knows what a placement reserves. */
public interface TellsSizeContract extends DeploymentTargetContract {

    default TellsSize sizes() {
        return (TellsSize) playground().target();
    }

    @Test
    default void nothingDeployedShouldReserveNothing() throws Exception {
        var settings = playground().good("1.0.0").settings();

        assertThat(sizes().size(playground().placement(), settings)).isEmpty();
    }

    @Test
    default void firstDeploymentShouldReserveWhatWasForetold() throws Exception {
        var settings = playground().good("1.0.0").settings();
        var foretold = sizes().sizeAfter(playground().placement(), settings).orElseThrow();

        verified(playground().good("1.0.0"));

        assertThat(foretold.count().desired()).isEqualTo(playground().desired());
        assertThat(foretold.instance().cpuUnits()).isPositive();
        assertThat(sizes().size(playground().placement(), settings)).contains(foretold);
    }

    @Test
    default void anotherReleaseShouldReserveAsMuch() throws Exception {
        var settings = verified(playground().good("1.0.0")).settings();
        var before = sizes().size(playground().placement(), settings);

        assertThat(sizes().sizeAfter(playground().placement(), settings)).isEqualTo(before);
    }

    @Test
    default void sizeOfAPlaceThatCannotBeAskedShouldNotBeNothing() throws Exception {
        var settings = verified(playground().good("1.0.0")).settings();

        try (var _ = playground().outage()) {
            assertThatThrownBy(() -> sizes().size(playground().placement(), settings))
                    .isInstanceOf(TargetUnavailable.class);
        }
    }
}
