package dev.slipway.notification.web;

import dev.slipway.notification.ChannelDraft;
import dev.slipway.notification.RouteDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the form for a channel sends. */
record ChannelForm(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String address,
        @Nullable String secret) {

    ChannelDraft draft() {
        return new ChannelDraft(name, kind, address, secret);
    }

    /** What the form for a route sends. */
    record RouteForm(
            @Nullable String project,
            @Nullable String environment,
            @Nullable List<String> kinds,
            @Nullable String severity) {

        RouteDraft draft(long channel) {
            return new RouteDraft(channel, project, environment, kinds, severity);
        }
    }
}
