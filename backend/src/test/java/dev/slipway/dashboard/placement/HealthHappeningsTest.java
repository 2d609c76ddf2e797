package dev.slipway.dashboard.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.health.HealthChange;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthHappeningsTest {

    private static final PlacementKey WEB = new PlacementKey("shop", "prod", "web");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void eachChangeShouldBeToldAsWhatItIs() {
        var told = HealthHappenings.of(List.of(
                change(0, Health.HEALTHY, "1.0.0", 2, false),
                change(1, Health.HEALTHY, "1.0.0", 4, false),
                change(2, Health.HEALTHY, "1.1.0", 4, false),
                change(3, Health.HEALTHY, "1.1.0", 4, true),
                change(4, Health.UNHEALTHY, "1.1.0", 4, true)));

        assertThat(told)
                .extracting(Happening::sort)
                .containsExactly(
                        Happening.Sort.HEALTH,
                        Happening.Sort.SCALE,
                        Happening.Sort.HEALTH,
                        Happening.Sort.DRIFT,
                        Happening.Sort.HEALTH);
        assertThat(told).extracting(Happening::title).contains("from 2 to 4 instances", "runs 1.1.0", "unhealthy");
    }

    @Test
    void anotherNumberThatRunShouldBeNothingToTell() {
        var told = HealthHappenings.of(
                List.of(change(0, Health.HEALTHY, "1.0.0", 2, false), change(1, Health.HEALTHY, "1.0.0", 2, false)));

        assertThat(told).hasSize(1);
    }

    private static HealthChange change(long minute, Health health, String version, int desired, boolean drifted) {
        return new HealthChange(
                WEB,
                NOON.plusSeconds(60 * minute),
                health,
                version,
                null,
                new HealthChange.Counts(desired, desired, 0),
                drifted,
                false,
                "");
    }
}
