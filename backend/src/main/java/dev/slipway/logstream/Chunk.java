package dev.slipway.logstream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Consecutive lines as one row holds them.
 *
 * @param at time of the first line
 * @param runs three numbers for each run of lines of one source at one millisecond: how many lines, index of the source,
 *     milliseconds after {@code at}
 * @param text the lines in UTF-8, joined by line feeds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list of boxes would cost more than the lines
record Chunk(long first, long last, Instant at, List<String> sources, int[] runs, byte[] text) {

    boolean has(LogFilter filter) {
        return filter.source() == null || sources.contains(filter.source());
    }

    List<LogLine> lines(long after, LogFilter filter) {
        var lines = new ArrayList<LogLine>((int) (last - Math.max(after, first - 1)));
        visit(
                after,
                filter,
                (number, time, source, start, end) -> lines.add(new LogLine(
                        number,
                        Instant.ofEpochMilli(time),
                        source,
                        new String(text, start, end - start, StandardCharsets.UTF_8))));
        return lines;
    }

    /** Numbers of the lines after {@code after} that contain the pattern. */
    List<Long> matches(Pattern wanted, long after) {
        var whole = new String(text, StandardCharsets.UTF_8);
        var matcher = wanted.matcher(whole);
        var found = new ArrayList<Long>();
        var number = first;
        var counted = 0;
        while (matcher.find()) {
            for (var feed = whole.indexOf('\n', counted); feed >= 0 && feed < matcher.start(); ) {
                number++;
                counted = feed + 1;
                feed = whole.indexOf('\n', counted);
            }
            if (number > after && (found.isEmpty() || found.getLast() < number)) {
                found.add(number);
            }
        }
        return found;
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
                var end = start;
                while (end < text.length && text[end] != '\n') {
                    end++;
                }
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
