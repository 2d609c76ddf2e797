package dev.slipway.logstream;

import java.util.List;

/** Consecutive lines of a stream, encoded once for all viewers. */
public record LogBatch(List<LogLine> lines) {

    public LogBatch {
        lines = List.copyOf(lines);
    }

    public long last() {
        return lines.getLast().number();
    }
}
