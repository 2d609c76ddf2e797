package dev.slipway.notification;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people elsewhere are told ({@code SLIPWAY_NOTIFICATION_*}).
 *
 * @param gather how long a message for people waits for others that belong to it
 * @param giveUp how long a receiver that does not answer is tried
 * @param keep how long it is kept what became of messages
 * @param alertAfter how long something must be wrong before it is an alert
 * @param stuckAfter how long a rollout without a history may take before it is an alert
 * @param slackApi where Slack's API is
 */
@ConfigurationProperties("slipway.notification")
public record NotificationProperties(
        @DefaultValue("2s") Duration gather,
        @DefaultValue("3d") Duration giveUp,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("5m") Duration alertAfter,
        @DefaultValue("30m") Duration stuckAfter,
        @DefaultValue("https://slack.com/api") URI slackApi,
        @DefaultValue Mail mail) {

    /**
     * The mail server ({@code SLIPWAY_NOTIFICATION_MAIL_*}).
     *
     * @param host null sends no mail
     * @param password a secret reference, such as {@code env:SMTP_PASSWORD}
     * @param security how the connection is kept private
     */
    public record Mail(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("slipway@localhost") String from,
            @DefaultValue("starttls") Security security) {}

    /** How a connection to a mail server is kept private. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }
}
