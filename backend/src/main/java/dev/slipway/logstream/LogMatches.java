package dev.slipway.logstream;

import java.util.List;

/** Numbers of the lines that contain a text, and whether there are more after them. */
public record LogMatches(List<Long> lines, boolean more) {

    public LogMatches {
        lines = List.copyOf(lines);
    }
}
