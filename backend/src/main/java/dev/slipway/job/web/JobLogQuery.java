package dev.slipway.job.web;

import dev.slipway.logstream.LogFilter;
import dev.slipway.logstream.LogSummary;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a log.
 *
 * @param after number of the last line already known
 * @param step name of a step run; null for all
 * @param tail only the last so many lines, instead of {@code after}
 * @param from number of the first line of a range
 * @param count length of the range
 * @param q text to look for, whatever its case
 * @param limit most matches to tell
 * @param download whether a browser is to save rather than show it
 * @param timestamps whether plain text tells when each line was written
 */
record JobLogQuery(
        @Nullable Long after,
        @Nullable String step,
        @Nullable Long tail,
        @Nullable Long from,
        @Nullable Integer count,
        @Nullable String q,
        @Nullable Integer limit,
        @Nullable Boolean download,
        @Nullable Boolean timestamps) {

    static final int MOST_LINES = 5_000;
    static final int MOST_MATCHES = 1_000;
    private static final int LONGEST_TEXT = 500;

    JobLogQuery {
        var problems = new ArrayList<FieldProblem>();
        if (after != null && after < 0) {
            problems.add(new FieldProblem("after", "at least 0", "Give the number of the last line you have"));
        }
        if (tail != null && tail < 0) {
            problems.add(new FieldProblem("tail", "at least 0", "Give how many of the last lines you want"));
        }
        if (from != null && from < 1) {
            problems.add(new FieldProblem("from", "at least 1", "Lines are numbered from 1"));
        }
        if (count != null && (count < 1 || count > MOST_LINES)) {
            problems.add(new FieldProblem("count", "1 to " + MOST_LINES, "Ask for less, and again"));
        }
        if (limit != null && (limit < 1 || limit > MOST_MATCHES)) {
            problems.add(new FieldProblem("limit", "1 to " + MOST_MATCHES, "Ask again after the last match"));
        }
        if (q != null && (q.isEmpty() || q.length() > LONGEST_TEXT)) {
            problems.add(new FieldProblem("q", "1 to " + LONGEST_TEXT + " characters", "Look for a part of it"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput("The log cannot be read like this", problems);
        }
    }

    LogFilter filter() {
        return step == null || step.isEmpty() ? LogFilter.ALL : LogFilter.of(step);
    }

    /** Number of the line after which to begin, in a log of this length. */
    long start(LogSummary log) {
        if (tail != null) {
            return Math.max(0, log.lines() - tail);
        }
        return after == null ? 0 : after;
    }

    boolean ofRange() {
        return from != null || count != null;
    }

    long rangeStart() {
        return from == null ? 0 : from - 1;
    }

    int rangeLength() {
        return count == null ? 500 : count;
    }

    int mostMatches() {
        return limit == null ? MOST_MATCHES : limit;
    }

    boolean asAttachment() {
        return Boolean.TRUE.equals(download);
    }

    boolean withTimes() {
        return Boolean.TRUE.equals(timestamps);
    }
}
