package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Test
    void movingPlacementShouldBeLookedAtMoreOften() {
        assertThat(pace.after(Sights.of(Health.MOVING, "1.0.0", Sights.NOON))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(Sights.of(Health.HEALTHY, "1.0.0", Sights.NOON))).isEqualTo(Duration.ofSeconds(5));
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
