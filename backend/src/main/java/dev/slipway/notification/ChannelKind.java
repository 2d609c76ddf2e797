package dev.slipway.notification;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ways of sending. */
public enum ChannelKind {
    SLACK("slack", "Slack app", "Channel id, such as C0123456789", "Reference to the bot token (xoxb-…)"),
    SLACK_WEBHOOK("slack-webhook", "Slack incoming webhook", null, "Reference to the webhook's address"),
    TEAMS("teams", "Microsoft Teams", null, "Reference to the workflow's address"),
    MAIL("mail", "Email", "Addresses, joined by commas", null),
    WEBHOOK("webhook", "Signed webhook", "Address, https://…", "Reference to the signing key (whsec_…)");

    private final String key;
    private final String title;
    private final @Nullable String address;
    private final @Nullable String secret;

    ChannelKind(String key, String title, @Nullable String address, @Nullable String secret) {
        this.key = key;
        this.title = title;
        this.address = address;
        this.secret = secret;
    }

    /** As forms and the API have it. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    /** What its address is; null when it has none because the address is a secret. */
    public @Nullable String address() {
        return address;
    }

    /** What its secret is; null when it needs none. */
    public @Nullable String secret() {
        return secret;
    }

    /** Whether people read it, who want few messages; a program wants every one. */
    public boolean forPeople() {
        return this != WEBHOOK;
    }

    public static Optional<ChannelKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
