package dev.slipway.notification;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.slipway.notification.notifier.NotDelivered;
import dev.slipway.notification.notifier.Notifier;
import dev.slipway.notification.notifier.UpdatesInPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Sends one notice: in the place of the earlier message of its thread where that is possible. Blocks. */
@Component
class Sending {

    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final Map<ChannelKind, Notifier> notifiers;
    private final DatabaseClient database;

    Sending(List<Notifier> notifiers, DatabaseClient database) {
        this.notifiers = notifiers.stream().collect(toUnmodifiableMap(Notifier::kind, identity()));
        this.database = database;
    }

    Notifier.Receipt send(Channel channel, Notice notice, Instant now) throws NotDelivered {
        var notifier = notifiers.get(channel.kind());
        if (notifier == null) {
            throw new IllegalStateException("No notifier sends to " + channel.kind());
        }
        if (!(notifier instanceof UpdatesInPlace updates)) {
            return notifier.send(channel.to(), notice, now);
        }
        var handle = handle(channel, notice);
        var receipt = handle.isEmpty()
                ? updates.send(channel.to(), notice, now)
                : updates.update(channel.to(), notice, handle.getFirst(), now);
        keep(channel, notice, receipt, now);
        return receipt;
    }

    private List<String> handle(Channel channel, Notice notice) {
        return database.sql("select handle from notification_thread where channel_id = :channel and thread = :thread")
                .bind("channel", channel.id())
                .bind("thread", notice.about().thread())
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private void keep(Channel channel, Notice notice, Notifier.Receipt receipt, Instant now) {
        if (receipt.handle() == null) {
            return;
        }
        database.sql("""
            with old as (delete from notification_thread where channel_id = :channel and at < :before)
            insert into notification_thread (channel_id, thread, handle, at) values (:channel, :thread, :handle, :now)
            on conflict (channel_id, thread) do update set handle = excluded.handle, at = excluded.at\
            """)
                .bind("channel", channel.id())
                .bind("before", now.minus(FORGOTTEN).atOffset(ZoneOffset.UTC))
                .bind("thread", notice.about().thread())
                .bind("handle", receipt.handle())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then()
                .block();
    }
}
