package dev.slipway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What figures are asked for; null means any.
 *
 * @param team owner of services
 */
public record DeliveryQuery(
        String project,
        Window window,
        @Nullable String environment,
        @Nullable String service,
        @Nullable String team) {}
