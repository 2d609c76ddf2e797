package dev.slipway.notification.web;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Delivery;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Overview;
import dev.slipway.notification.Route;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is set up, as JSON. */
record NotificationAnswer(List<ChannelAnswer> channels, List<RouteAnswer> routes) {

    static NotificationAnswer of(Overview.Seen seen) {
        return new NotificationAnswer(
                seen.channels().stream().map(ChannelAnswer::of).toList(),
                seen.routes().stream().map(RouteAnswer::of).toList());
    }

    /** @param secret a reference, never a value */
    record ChannelAnswer(
            long id,
            @Nullable String project,
            String name,
            String kind,
            @Nullable String address,
            @Nullable String secret) {

        static ChannelAnswer of(Channel channel) {
            return new ChannelAnswer(
                    channel.id(),
                    channel.project(),
                    channel.name(),
                    channel.kind().key(),
                    channel.to().address(),
                    channel.to().secret());
        }
    }

    /** @param kinds empty for every kind */
    record RouteAnswer(
            long id,
            long channel,
            @Nullable String project,
            @Nullable String environment,
            List<String> kinds,
            String severity) {

        static RouteAnswer of(Route route) {
            return new RouteAnswer(
                    route.id(),
                    route.channel(),
                    route.project(),
                    route.environment(),
                    route.kinds().stream().map(Kind::key).toList(),
                    route.severity().word());
        }
    }

    /**
     * One message on its way to one channel.
     *
     * @param answer what the receiver said last, or why it could not be asked
     * @param dueAt when it is tried next, while it waits
     */
    record DeliveryAnswer(
            long id,
            long channel,
            String message,
            String kind,
            String title,
            String state,
            int attempts,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable Instant dueAt,
            @Nullable String answer) {

        static DeliveryAnswer of(Delivery delivery) {
            var notice = delivery.notice();
            var waits = delivery.state() == Delivery.State.WAITING;
            return new DeliveryAnswer(
                    delivery.id(),
                    delivery.channel(),
                    notice.id(),
                    notice.kind().key(),
                    notice.words().title(),
                    delivery.state().name().toLowerCase(java.util.Locale.ROOT),
                    delivery.attempts(),
                    delivery.course().madeAt(),
                    delivery.course().endedAt(),
                    waits ? delivery.dueAt() : null,
                    delivery.course().answer());
        }
    }
}
