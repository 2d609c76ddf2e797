package dev.slipway.approval;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people have ({@code SLIPWAY_APPROVAL_*}).
 *
 * @param decideWithin to decide about a job, which ends otherwise
 * @param remindAfter until they are reminded, and again each time
 * @param reviewWithin to review what somebody did who broke the glass
 */
@ConfigurationProperties("slipway.approval")
record ApprovalProperties(
        @DefaultValue("7d") Duration decideWithin,
        @DefaultValue("4h") Duration remindAfter,
        @DefaultValue("24h") Duration reviewWithin) {

    ApprovalProperties {
        if (!decideWithin.isPositive() || !remindAfter.isPositive() || !reviewWithin.isPositive()) {
            throw new IllegalArgumentException("SLIPWAY_APPROVAL_* are durations greater than 0, such as 24h");
        }
    }
}
