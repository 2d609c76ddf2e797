package dev.slipway.logstream;

import org.jspecify.annotations.Nullable;

/** Which lines: all, or those of one source. */
public record LogFilter(@Nullable String source) {

    public static final LogFilter ALL = new LogFilter(null);

    public static LogFilter of(String source) {
        return new LogFilter(source);
    }

    boolean admits(String source) {
        return this.source == null || this.source.equals(source);
    }
}
