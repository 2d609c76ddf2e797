package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/** Something deployable. */
public record Service(
        String key,
        String title,
        Type type,
        @Nullable String owner,
        @Nullable String repository) {

    /** What it does for a living. */
    public enum Type {
        WEB,
        WORKER,
        SCHEDULED
    }
}
