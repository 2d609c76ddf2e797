package dev.slipway.logstream;

/** Consecutive lines of one source. */
public record LogSection(String source, long first, long last) {}
