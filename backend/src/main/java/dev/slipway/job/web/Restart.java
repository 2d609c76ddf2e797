package dev.slipway.job.web;

import org.jspecify.annotations.Nullable;

/**
 * The form that runs a job again.
 *
 * @param from name of the step to begin with; empty for the first
 */
record Restart(@Nullable String from) {

    @Nullable
    String step() {
        return from == null || from.isBlank() ? null : from;
    }
}
