package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Something deployable.
 *
 * @param metering who tells what it has to do
 */
public record Service(
        String key,
        String title,
        Type type,
        @Nullable String owner,
        @Nullable String repository,
        Metering metering) {

    /** One that nobody says how to measure. */
    public Service(String key, String title, Type type, @Nullable String owner, @Nullable String repository) {
        this(key, title, type, owner, repository, Metering.NONE);
    }

    /** What it does for a living. */
    public enum Type {
        WEB,
        WORKER,
        SCHEDULED
    }
}
