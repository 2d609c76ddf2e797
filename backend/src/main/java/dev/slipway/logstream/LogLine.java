package dev.slipway.logstream;

import java.time.Instant;

/**
 * One line.
 *
 * @param number position in the stream, from 1
 * @param source the step run that wrote it
 */
public record LogLine(long number, Instant at, String source, String text) {}
