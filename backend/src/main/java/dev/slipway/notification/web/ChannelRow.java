package dev.slipway.notification.web;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Delivery;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Overview;
import dev.slipway.notification.Route;
import dev.slipway.notification.Severity;
import dev.slipway.web.Glyph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A channel on the page.
 *
 * @param to where it leads, and the reference of its secret
 */
record ChannelRow(long id, String name, String kind, String to, Glyph glyph, List<RouteRow> routes) {

    /** What is sent to it, in words. */
    record RouteRow(long id, String told) {}

    static List<ChannelRow> of(Overview.Seen seen) {
        return seen.channels().stream().map(channel -> of(channel, seen)).toList();
    }

    private static ChannelRow of(Channel channel, Overview.Seen seen) {
        var to = Stream.of(channel.to().address(), channel.to().secret())
                .filter(part -> part != null)
                .collect(Collectors.joining(" · "));
        return new ChannelRow(
                channel.id(),
                channel.name(),
                channel.kind().title(),
                to,
                glyph(channel, seen.deliveries()),
                seen.routes().stream()
                        .filter(route -> route.channel() == channel.id())
                        .map(route -> new RouteRow(route.id(), told(route)))
                        .toList());
    }

    private static Glyph glyph(Channel channel, List<Delivery> deliveries) {
        var newest = deliveries.stream()
                .filter(delivery -> delivery.channel() == channel.id())
                .filter(delivery -> delivery.attempts() > 0)
                .findFirst();
        return newest.map(delivery -> switch (delivery.state()) {
                    case SENT, MERGED -> new Glyph("ok", "messages arrive");
                    case WAITING -> new Glyph("warn", "does not answer");
                    case FAILED -> new Glyph("bad", "refused the last message");
                })
                .orElse(new Glyph("idle", "nothing sent lately"));
    }

    private static String told(Route route) {
        var what = route.kinds().isEmpty()
                ? "Everything"
                : route.kinds().stream().map(Kind::title).collect(Collectors.joining(", "));
        var from =
                route.severity() == Severity.INFO ? "" : ", " + route.severity().word() + " or worse";
        var project = route.project() == null ? "every project" : route.project();
        var where = route.environment() == null ? "" : " in " + route.environment();
        return what + from + " · " + project + where;
    }
}
