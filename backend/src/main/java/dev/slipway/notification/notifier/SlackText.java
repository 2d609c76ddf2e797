package dev.slipway.notification.notifier;

import dev.slipway.notification.Notice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A notice in Slack's blocks, with what people wrote escaped: nobody can mention a channel or hide a link by way of a
 * reason. https://docs.slack.dev/messaging/formatting-message-text/
 */
final class SlackText {

    /** Slack refuses a section of more than 3,000 characters. */
    private static final int LONGEST = 2_800;

    private SlackText() {}

    static String fallback(Notice notice) {
        return mark(notice) + " " + escaped(notice.words().title());
    }

    static List<Map<String, Object>> blocks(Notice notice) {
        var words = notice.words();
        var head = "*" + fallback(notice) + "*" + (words.text().isEmpty() ? "" : "\n" + escaped(words.text()));
        var facts = words.facts().stream()
                .map(fact -> escaped(fact.name()) + ": " + escaped(fact.value()))
                .collect(Collectors.joining("\n"));
        var link =
                "<" + escaped(words.link().url()) + "|" + escaped(words.link().label()) + ">";
        return List.of(section(head), section((facts.isEmpty() ? "" : shortened(facts) + "\n") + link));
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", shortened(text)));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static String mark(Notice notice) {
        return switch (notice.severity()) {
            case INFO -> "ℹ️";
            case WARNING -> "⚠️";
            case CRITICAL -> "🛑";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                // Slack has no escape for its marks; the small ones look alike and mark nothing.
                .replace('*', '∗')
                .replace('`', 'ˋ')
                .replace('~', '∼');
    }
}
