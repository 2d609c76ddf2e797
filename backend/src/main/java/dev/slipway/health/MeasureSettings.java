package dev.slipway.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often what is measured beside the targets is asked for ({@code SLIPWAY_HEALTH_MEASURE_*}).
 *
 * @param period Prometheus and queues
 * @param provider metrics of a provider that charges for each, when nothing moves; zero for never
 */
@ConfigurationProperties("slipway.health.measure")
public record MeasureSettings(
        @DefaultValue("15s") Duration period,
        @DefaultValue("5m") Duration provider) {

    /** Providers have a figure a minute: asking more often costs and tells nothing. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public MeasureSettings {
        if (period.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("SLIPWAY_HEALTH_MEASURE_PERIOD must be at least 1s");
        }
        if (!provider.isZero() && provider.compareTo(MINUTE) < 0) {
            throw new IllegalArgumentException("SLIPWAY_HEALTH_MEASURE_PROVIDER must be at least 1m, or 0s for never");
        }
    }

    boolean asksProviders() {
        return !provider.isZero();
    }

    /** While a placement is changed or unwell. */
    Duration closeProvider() {
        return MINUTE;
    }
}
