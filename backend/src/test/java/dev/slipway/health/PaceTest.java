package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Test
    void movingPlacementShouldBeLookedAtMoreOften() {
        assertThat(after(Health.MOVING, List.of(), null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Health.HEALTHY, List.of(), null)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void newTroubleShouldBeWatchedCloselyAndOldOneCalmly() {
        assertThat(after(Health.UNHEALTHY, List.of(), null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Health.UNHEALTHY, List.of(), Sights.NOON.minusSeconds(60)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Health.UNHEALTHY, List.of(), Sights.NOON.minusSeconds(600)))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void newDriftShouldBeWatchedCloselyAndOldOneCalmly() {
        var drift = List.of(new Deviation("digest", "a", "b"));

        assertThat(after(Health.HEALTHY, drift, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Health.HEALTHY, drift, Sights.NOON.minusSeconds(60))).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(Health.HEALTHY, drift, Sights.NOON.minusSeconds(600))).isEqualTo(Duration.ofSeconds(5));
    }

    /** @param since from when on it has been seen like that; null if this is the first time */
    private Duration after(Health health, List<Deviation> drift, @Nullable Instant since) {
        var seen = new Sighting.Seen(Sights.of(health, "1.0.0", Sights.NOON), drift);
        var before = since == null ? null : Kept.first(Look.answered(Sights.WEB, since, seen, Duration.ofSeconds(1)));
        return pace.after(seen, before, Sights.NOON);
    }

    @Test
    void targetThatDoesNotAnswerShouldBeAskedLessAndLess() {
        assertThat(pace.afterFailures(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.afterFailures(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.afterFailures(4)).isEqualTo(Duration.ofSeconds(40));
        assertThat(pace.afterFailures(1_000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void looksShouldSpreadByATenth() {
        assertThat(Pace.spread(Duration.ofSeconds(5), 0)).isEqualTo(Duration.ofMillis(4_500));
        assertThat(Pace.spread(Duration.ofSeconds(5), 1)).isEqualTo(Duration.ofMillis(5_500));
    }
}
