package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Microsoft Teams by way of a workflow ("When a Teams webhook request is received"): an Adaptive Card, version 1.4. What
 * people wrote stands in text runs, in which no markup is read. https://adaptivecards.io/explorer/RichTextBlock.html
 */
@Component
class Teams implements Notifier {

    private final Http http;
    private final JsonMapper json;

    Teams(Http http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.TEAMS;
    }

    @Override
    public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
        var body = Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card(notice))));
        var answer = http.post(http.secretAddress(to.secret()), Map.of(), json.writeValueAsString(body));
        return new Receipt("status " + answer.status(), null);
    }

    private static Map<String, Object> card(Notice notice) {
        var words = notice.words();
        var lines = new ArrayList<Map<String, Object>>();
        lines.add(line(Map.of(
                "type",
                "TextRun",
                "text",
                words.title(),
                "weight",
                "Bolder",
                "color",
                switch (notice.severity()) {
                    case INFO -> "Default";
                    case WARNING -> "Warning";
                    case CRITICAL -> "Attention";
                })));
        if (!words.text().isEmpty()) {
            lines.add(line(run(words.text(), false)));
        }
        words.facts().forEach(fact -> lines.add(line(run(fact.name() + ": ", true), run(fact.value(), false))));
        return Map.of(
                "$schema",
                "http://adaptivecards.io/schemas/adaptive-card.json",
                "type",
                "AdaptiveCard",
                "version",
                "1.4",
                "body",
                lines,
                "actions",
                List.of(Map.of(
                        "type",
                        "Action.OpenUrl",
                        "title",
                        words.link().label(),
                        "url",
                        words.link().url())));
    }

    @SafeVarargs
    private static Map<String, Object> line(Map<String, Object>... runs) {
        return Map.of("type", "RichTextBlock", "inlines", List.of(runs));
    }

    private static Map<String, Object> run(String text, boolean subtle) {
        return Map.of("type", "TextRun", "text", text, "isSubtle", subtle);
    }
}
