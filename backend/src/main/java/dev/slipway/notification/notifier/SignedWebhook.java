package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON that the receiver can check and, by its id, take once. */
@Component
class SignedWebhook implements Notifier {

    private final Http http;
    private final JsonMapper json;

    SignedWebhook(Http http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
        var body = json.writeValueAsString(Event.of(notice));
        var seconds = now.getEpochSecond();
        var headers = Map.of(
                StandardSignature.ID,
                notice.id(),
                StandardSignature.TIMESTAMP,
                Long.toString(seconds),
                StandardSignature.SIGNATURE,
                signature(to, notice, seconds, body));
        var answer = http.post(URI.create(Objects.requireNonNull(to.address())), headers, body);
        return new Receipt("status " + answer.status(), null);
    }

    private String signature(Channel.Destination to, Notice notice, long seconds, String body) throws NotDelivered {
        try {
            return StandardSignature.of(http.secret(to.secret()), notice.id(), seconds, body);
        } catch (IllegalArgumentException e) {
            throw NotDelivered.now("What " + to.secret() + " leads to is no signing key");
        }
    }

    /** The body; docs/notifications.md describes it to receivers. */
    record Event(String type, Instant timestamp, Data data) {

        record Data(
                String severity,
                @Nullable String project,
                @Nullable String environment,
                String thread,
                String title,
                String text,
                Map<String, String> facts,
                String link) {}

        static Event of(Notice notice) {
            var about = notice.about();
            var words = notice.words();
            var facts = new LinkedHashMap<String, String>();
            words.facts()
                    .forEach(fact ->
                            facts.put(fact.name().toLowerCase(Locale.ROOT).replace(' ', '_'), fact.value()));
            return new Event(
                    notice.kind().key(),
                    notice.at(),
                    new Data(
                            notice.severity().word(),
                            about.project(),
                            about.environment(),
                            about.thread(),
                            words.title(),
                            words.text(),
                            facts,
                            words.link().url()));
        }
    }
}
