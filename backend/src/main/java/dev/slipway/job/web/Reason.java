package dev.slipway.job.web;

import org.jspecify.annotations.Nullable;

/** The form that cancels a job. */
record Reason(@Nullable String reason) {

    String given() {
        return reason == null || reason.isBlank() ? "no reason given" : reason.strip();
    }
}
