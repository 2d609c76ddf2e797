package dev.slipway.logstream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How logs are kept.
 *
 * @param retentionDays days after which the lines of a finished job are removed ({@code SLIPWAY_LOG_RETENTION_DAYS})
 */
@ConfigurationProperties("slipway.log")
record LogProperties(@DefaultValue("90") int retentionDays) {

    LogProperties {
        if (retentionDays < 1) {
            throw new IllegalArgumentException(
                    "SLIPWAY_LOG_RETENTION_DAYS is a number of days, at least 1, not " + retentionDays);
        }
    }
}
