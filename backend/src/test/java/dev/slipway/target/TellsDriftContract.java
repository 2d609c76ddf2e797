package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a target keeps that sees where what runs deviates from what was proven. */
public interface TellsDriftContract extends DeploymentTargetContract {

    /** Asks one and the same target, as an observer does. */
    default List<Deviation> deviations(Revision proven) throws Exception {
        var target = playground().target();
        var seen = target.describe(playground().placement(), proven.settings());
        return ((TellsDrift) target).deviations(playground().placement(), proven, seen);
    }

    @Test
    default void whatWasJustProvenShouldNotDeviate() throws Exception {
        var revision = verified(playground().good("1.0.0"));

        assertThat(deviations(revision)).isEmpty();
    }

    @Test
    default void whatWasReturnedToShouldNotDeviate() throws Exception {
        var revision = verified(playground().good("1.0.0"));

        var verdict = Following.toTheEnd(playground(), deploy(playground().crashing("1.1.0"), revision, "crashing"));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(deviations(revision)).isEmpty();
    }

    @Test
    default void anotherRevisionShouldDeviate() throws Exception {
        var proven = verified(playground().good("1.0.0"));
        Following.toTheEnd(playground(), deploy(playground().good("1.1.0"), proven, "another"));

        assertThat(deviations(proven)).isNotEmpty().allSatisfy(one -> {
            assertThat(one.expected()).isNotBlank().isNotEqualTo(one.seen());
            assertThat(one.seen()).isNotBlank();
        });
    }
}
