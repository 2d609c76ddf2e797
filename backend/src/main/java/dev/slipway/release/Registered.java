package dev.slipway.release;

/**
 * The answer to a registration.
 *
 * @param created false when the same release was there already
 */
public record Registered(Release release, boolean created) {}
