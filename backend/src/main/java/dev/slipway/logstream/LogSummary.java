package dev.slipway.logstream;

/**
 * How long a stream is.
 *
 * @param expired whether retention has removed the lines; their number stays
 */
public record LogSummary(long lines, boolean closed, boolean expired) {}
