package dev.slipway.logstream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive lines as one row holds them.
 *
 * @param at time of the first line
 * @param runs three numbers for each run of lines of one source at one millisecond: how many lines, index of the source,
 *     milliseconds after {@code at}
 * @param text the lines, joined by line feeds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list of boxes would cost more than the lines
record Chunk(long first, long last, Instant at, List<String> sources, int[] runs, String text) {

    boolean has(LogFilter filter) {
        return filter.source() == null || sources.contains(filter.source());
    }

    List<LogLine> lines(long after, LogFilter filter) {
        var lines = new ArrayList<LogLine>((int) (last - Math.max(after, first - 1)));
        visit(
                after,
                filter,
                (number, time, source, start, end) ->
                        lines.add(new LogLine(number, Instant.ofEpochMilli(time), source, text.substring(start, end))));
        return lines;
    }

    /** Calls the visitor for every line after {@code after} that the filter lets pass. */
    void visit(long after, LogFilter filter, Visitor visitor) {
        var number = first;
        var start = 0;
        for (int run = 0; run < runs.length; run += 3) {
            var source = sources.get(runs[run + 1]);
            var wanted = filter.admits(source);
            var time = at.toEpochMilli() + runs[run + 2];
            for (int i = 0; i < runs[run]; i++, number++) {
                var feed = text.indexOf('\n', start);
                var end = feed < 0 ? text.length() : feed;
                if (wanted && number > after) {
                    visitor.line(number, time, source, start, end);
                }
                start = end + 1;
            }
        }
    }

    /** Takes one line: where it is in the text, rather than a copy. */
    interface Visitor {

        void line(long number, long epochMillis, String source, int start, int end);
    }
}
