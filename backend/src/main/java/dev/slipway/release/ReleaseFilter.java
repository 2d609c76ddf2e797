package dev.slipway.release;

import org.jspecify.annotations.Nullable;

/**
 * Which releases of a project to list.
 *
 * @param service only of this service
 * @param text part of the version, the commit or a label's value
 * @param blocked only those that are blocked, or only those that are not
 * @param before only those registered before the one with this position; from {@link ReleasePage#next()}
 */
public record ReleaseFilter(
        String project,
        @Nullable String service,
        @Nullable String text,
        @Nullable Boolean blocked,
        @Nullable Long before,
        int limit) {}
