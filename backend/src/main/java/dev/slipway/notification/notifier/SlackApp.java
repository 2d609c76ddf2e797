package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.NotificationProperties;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Slack app that posts with a bot token (scope {@code chat:write}) and changes what it has posted: chat.postMessage and
 * chat.update, https://docs.slack.dev/reference/methods/chat.update
 */
@Component
class SlackApp implements UpdatesInPlace {

    /** The message is gone or too old to be changed; a new one says it. */
    private static final Set<String> GONE =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found");

    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org");

    private final Http http;
    private final JsonMapper json;
    private final URI api;

    SlackApp(Http http, JsonMapper json, NotificationProperties properties) {
        this.http = http;
        this.json = json;
        this.api = properties.slackApi();
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SLACK;
    }

    @Override
    public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
        var body = body(notice);
        body.put("channel", Objects.requireNonNull(to.address()));
        return receipt("posted", call("chat.postMessage", to, body));
    }

    @Override
    public Receipt update(Channel.Destination to, Notice notice, String handle, Instant now) throws NotDelivered {
        var at = handle.split("/", 2);
        var body = body(notice);
        body.put("channel", at[0]);
        body.put("ts", at[1]);
        try {
            return receipt("changed", call("chat.update", to, body));
        } catch (Gone e) {
            return send(to, notice, now);
        }
    }

    private static Map<String, Object> body(Notice notice) {
        var body = new LinkedHashMap<String, Object>();
        body.put("text", SlackText.fallback(notice));
        body.put("blocks", SlackText.blocks(notice));
        body.put("unfurl_links", false);
        return body;
    }

    private static Receipt receipt(String what, JsonNode answer) {
        var ts = answer.path("ts").asString("");
        return new Receipt(what + " as " + ts, answer.path("channel").asString("") + "/" + ts);
    }

    private JsonNode call(String method, Channel.Destination to, Map<String, Object> body) throws NotDelivered, Gone {
        var headers = Map.of(
                "Authorization",
                "Bearer " + http.secret(to.secret()).strip(),
                "Content-Type",
                "application/json; charset=utf-8");
        var answer = read(http.post(URI.create(api + "/" + method), headers, json.writeValueAsString(body))
                .body());
        if (answer.path("ok").asBoolean(false)) {
            return answer;
        }
        var error = answer.path("error").asString("an answer that says nothing");
        if (method.equals("chat.update") && GONE.contains(error)) {
            throw new Gone();
        }
        var why = "Slack says " + error;
        throw PASSING.contains(error) ? NotDelivered.now(why) : NotDelivered.ever(why);
    }

    private JsonNode read(String body) throws NotDelivered {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw NotDelivered.now("Slack's answer cannot be understood");
        }
    }

    private static final class Gone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Gone() {
            super("The message cannot be changed", null, false, false);
        }
    }
}
