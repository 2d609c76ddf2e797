package dev.slipway.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what was seen is kept.
 *
 * @param minutes figures by the minute
 * @param hours figures by the hour
 * @param days figures by the day
 * @param changes when what was how; the last state before that stays
 */
@ConfigurationProperties("slipway.health.history")
record HistorySettings(
        @DefaultValue("2d") Duration minutes,
        @DefaultValue("60d") Duration hours,
        @DefaultValue("800d") Duration days,
        @DefaultValue("400d") Duration changes) {

    HistorySettings {
        if (minutes.compareTo(Duration.ofHours(2)) < 0
                || hours.compareTo(minutes) < 0
                || days.compareTo(hours) < 0
                || changes.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("SLIPWAY_HEALTH_HISTORY_MINUTES must be at least 2h,"
                    + " SLIPWAY_HEALTH_HISTORY_HOURS no shorter, SLIPWAY_HEALTH_HISTORY_DAYS no shorter than that, and"
                    + " SLIPWAY_HEALTH_HISTORY_CHANGES at least 1d");
        }
    }

    Duration kept(Grain grain) {
        return switch (grain) {
            case MINUTE -> minutes;
            case HOUR -> hours;
            case DAY -> days;
        };
    }
}
