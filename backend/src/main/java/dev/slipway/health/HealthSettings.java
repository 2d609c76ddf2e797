package dev.slipway.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often placements are looked at.
 *
 * @param period between two looks when nothing moves
 * @param movingPeriod between two looks during a rollout, and while trouble is new
 */
@ConfigurationProperties("slipway.health")
record HealthSettings(
        @DefaultValue("5s") Duration period,
        @DefaultValue("1s") Duration movingPeriod) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    HealthSettings {
        if (period.compareTo(Duration.ofMillis(100)) < 0 || movingPeriod.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "SLIPWAY_HEALTH_PERIOD and SLIPWAY_HEALTH_MOVING_PERIOD must be at least 100ms");
        }
    }

    Pace pace() {
        return new Pace(period, movingPeriod, LONGEST);
    }
}
