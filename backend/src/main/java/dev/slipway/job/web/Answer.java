package dev.slipway.job.web;

import org.jspecify.annotations.Nullable;

/** The form that answers a step's question. */
record Answer(String stepRun, String choice, @Nullable String note) {}
