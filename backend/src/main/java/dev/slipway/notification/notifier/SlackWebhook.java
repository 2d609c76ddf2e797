package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Slack's incoming webhooks: an address that is a secret; messages cannot be changed. */
@Component
class SlackWebhook implements Notifier {

    private final Http http;
    private final JsonMapper json;

    SlackWebhook(Http http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SLACK_WEBHOOK;
    }

    @Override
    public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
        var body = Map.of("text", SlackText.fallback(notice), "blocks", SlackText.blocks(notice));
        var answer = http.post(http.secretAddress(to.secret()), Map.of(), json.writeValueAsString(body));
        return new Receipt("status " + answer.status(), null);
    }
}
