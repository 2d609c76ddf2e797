package dev.slipway.notification;

import org.jspecify.annotations.Nullable;

/**
 * Where messages can be sent.
 *
 * @param project whose it is; null for the whole portal
 */
public record Channel(long id, @Nullable String project, String name, ChannelKind kind, Destination to) {

    /**
     * @param address for people to read; null where the address itself is a secret
     * @param secret a reference such as {@code env:SLACK_TOKEN}, never a value
     */
    public record Destination(
            @Nullable String address, @Nullable String secret) {}
}
