package dev.slipway.logstream;

/** How long a stream is. */
public record LogSummary(long lines, boolean closed) {}
