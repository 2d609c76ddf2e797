package dev.slipway.notification.web;

import static java.util.stream.Collectors.toMap;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Delivery;
import dev.slipway.notification.Overview;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, on the page.
 *
 * @param answer what the receiver said last, or why it could not be asked; empty before it was
 * @param dueAt when it is tried again; null if it is not
 * @param retries whether somebody may try it now
 */
record DeliveryRow(
        long id,
        long channel,
        String to,
        String title,
        Glyph glyph,
        String answer,
        int attempts,
        Instant madeAt,
        @Nullable Instant dueAt,
        boolean retries) {

    /** All that the list shows. */
    record Shown(String base, List<DeliveryRow> rows) {}

    static Shown of(String base, Overview.Seen seen) {
        var names = seen.channels().stream().collect(toMap(Channel::id, Channel::name));
        return new Shown(
                base,
                seen.deliveries().stream()
                        .map(delivery -> of(delivery, names.getOrDefault(delivery.channel(), "")))
                        .toList());
    }

    private static DeliveryRow of(Delivery delivery, String to) {
        var answer = delivery.course().answer();
        return new DeliveryRow(
                delivery.id(),
                delivery.channel(),
                to,
                delivery.notice().words().title(),
                glyph(delivery),
                answer == null ? "" : answer,
                delivery.attempts(),
                delivery.course().madeAt(),
                delivery.troubled() ? delivery.dueAt() : null,
                delivery.state() == Delivery.State.FAILED || delivery.troubled());
    }

    private static Glyph glyph(Delivery delivery) {
        return switch (delivery.state()) {
            case WAITING -> delivery.troubled() ? new Glyph("warn", "tries again") : new Glyph("wait", "waits");
            case SENT -> new Glyph("ok", "sent");
            case FAILED -> new Glyph("bad", "failed");
            case MERGED -> new Glyph("skip", "said by a later one");
        };
    }
}
