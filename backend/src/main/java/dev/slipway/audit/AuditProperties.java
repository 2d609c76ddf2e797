package dev.slipway.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the record is kept.
 *
 * @param retentionDays days after which events are dropped, 0 for never ({@code SLIPWAY_AUDIT_RETENTION_DAYS})
 */
@ConfigurationProperties("slipway.audit")
record AuditProperties(@DefaultValue("0") int retentionDays) {

    /** The database refuses to drop anything younger. */
    private static final int LEAST = 31;

    AuditProperties {
        if (retentionDays != 0 && retentionDays < LEAST) {
            throw new IllegalArgumentException(
                    "SLIPWAY_AUDIT_RETENTION_DAYS is 0, for ever, or a number of days of at least " + LEAST + ", not "
                            + retentionDays);
        }
    }

    @Nullable
    Duration retention() {
        return retentionDays == 0 ? null : Duration.ofDays(retentionDays);
    }
}
