package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObservedTest {

    private static final Look HEALTHY =
            Look.answered(WEB, NOON, Sights.seen(Health.HEALTHY, "1.0.0", NOON), Duration.ofSeconds(5));

    @Test
    void freshLookShouldBeBelieved() {
        var observed = Observed.of(Kept.first(HEALTHY), NOON.plusSeconds(15));

        assertThat(observed.health()).isEqualTo(Health.HEALTHY);
        assertThat(observed.age()).isEqualTo(Duration.ofSeconds(15));
        assertThat(observed.trouble()).isEmpty();
    }

    @Test
    void lookOlderThanThreePeriodsShouldBeUnknown() {
        var observed = Observed.of(Kept.first(HEALTHY), NOON.plusMillis(15_001));

        assertThat(observed.health()).isEqualTo(Health.UNKNOWN);
        assertThat(observed.trouble()).isEqualTo("not looked at for 15 s");
        assertThat(observed.seen()).as("what was seen stays visible").isEqualTo(HEALTHY.seen());
    }

    @Test
    void unreachableTargetShouldBeUnknownAtOnce() {
        var failed = new Look(WEB, NOON, Duration.ofSeconds(5), 1, "connection refused", HEALTHY.seen(), null);

        assertThat(Observed.of(Kept.first(failed), NOON).health()).isEqualTo(Health.UNKNOWN);
        assertThat(Observed.of(Kept.first(failed), NOON).trouble()).isEqualTo("connection refused");
    }

    @Test
    void placementNeverSeenShouldBeUnknown() {
        var failed = new Look(WEB, NOON, Duration.ofSeconds(5), 2, "connection refused", null, null);

        assertThat(Observed.of(Kept.first(failed), NOON).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void rolloutThatIsWatchedCloselyShouldNotBeUnknownBecauseThePortalIsBusy() {
        var moving = Look.answered(WEB, NOON, Sights.seen(Health.MOVING, "1.0.0", NOON), Duration.ofSeconds(1));

        assertThat(Observed.of(Kept.first(moving), NOON.plusSeconds(9)).health())
                .isEqualTo(Health.MOVING);
        assertThat(Observed.of(Kept.first(moving), NOON.plusSeconds(11)).health())
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void unreachableTargetShouldBeSoSinceItsFirstFailure() {
        var first = Kept.first(HEALTHY)
                .then(new Look(WEB, NOON.plusSeconds(5), Duration.ofSeconds(5), 1, "refused", HEALTHY.seen(), null));
        var second = first.then(
                new Look(WEB, NOON.plusSeconds(10), Duration.ofSeconds(10), 2, "refused", HEALTHY.seen(), null));
        var back = second.then(Look.answered(
                WEB,
                NOON.plusSeconds(20),
                Sights.seen(Health.HEALTHY, "1.0.0", NOON.plusSeconds(20)),
                Duration.ofSeconds(5)));

        assertThat(Observed.of(second, NOON.plusSeconds(11)).unreachableSince()).isEqualTo(NOON.plusSeconds(5));
        assertThat(Observed.of(back, NOON.plusSeconds(21)).unreachableSince()).isNull();
        assertThat(Observed.of(back, NOON.plusSeconds(21)).since()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void clockOfAnotherReplicaMayBeAhead() {
        assertThat(Observed.of(Kept.first(HEALTHY), NOON.minusSeconds(2)).age()).isZero();
    }

    @Test
    void whatIsShownLaterThanItWasReadShouldBeJudgedAsIfItWereReadThen() {
        var kept = Kept.first(HEALTHY);
        var read = Observed.of(kept, NOON.plusSeconds(1));

        assertThat(read.at(NOON.plusSeconds(15)).health()).isEqualTo(Health.HEALTHY);
        assertThat(read.at(NOON.plusSeconds(16))).isEqualTo(Observed.of(kept, NOON.plusSeconds(16)));
        assertThat(read.at(NOON.plusSeconds(16)).at(NOON.plusSeconds(2)).health())
                .as("nothing becomes well by itself")
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void whatIsUnknownShouldStaySoUntilItIsReadAgain() {
        var failed = new Look(WEB, NOON, Duration.ofSeconds(5), 1, "connection refused", HEALTHY.seen(), null);

        assertThat(Observed.of(Kept.first(failed), NOON)
                        .at(NOON.plusSeconds(60))
                        .trouble())
                .isEqualTo("connection refused");
    }
}
