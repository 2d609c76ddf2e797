package dev.slipway.logstream;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;

/** Finds all of a set of strings in one pass over a text, one table look-up a character (Aho and Corasick, 1975). */
final class PatternAutomaton {

    private static final String MASK = "***";

    /** Class of each character; those in no pattern share class 0. */
    private final char[] classes;

    private final int width;
    /** Row per state: the next state, times {@link #width}, for each class. */
    private final int[] next;
    /** Length of the longest pattern that ends in a state. */
    private final int[] ends;
    /** How many characters a state has matched. */
    private final int[] depth;

    PatternAutomaton(Collection<String> patterns) {
        var highest = patterns.stream().flatMapToInt(String::chars).max().orElse(0);
        classes = new char[highest + 1];
        char count = 1;
        for (var pattern : patterns) {
            for (int i = 0; i < pattern.length(); i++) {
                if (classes[pattern.charAt(i)] == 0) {
                    classes[pattern.charAt(i)] = count++;
                }
            }
        }
        width = count;
        var most = 1 + patterns.stream().mapToInt(String::length).sum();
        var table = new int[most * width];
        ends = new int[most];
        depth = new int[most];
        var states = 1;
        for (var pattern : patterns) {
            var state = 0;
            for (int i = 0; i < pattern.length(); i++) {
                var edge = state * width + classOf(pattern.charAt(i));
                if (table[edge] == 0) {
                    depth[states] = i + 1;
                    table[edge] = states++;
                }
                state = table[edge];
            }
            ends[state] = pattern.length();
        }
        complete(table, states);
        next = Arrays.copyOf(table, states * width);
    }

    /** Fills in, breadth first, where to go on after a mismatch, so that the search never steps back. */
    private void complete(int[] table, int states) {
        var fallback = new int[states];
        var queue = new ArrayDeque<Integer>();
        queue.add(0);
        while (!queue.isEmpty()) {
            var state = queue.remove();
            for (int c = 0; c < width; c++) {
                var edge = state * width + c;
                var onMismatch = state == 0 ? 0 : table[fallback[state] * width + c];
                if (table[edge] == 0) {
                    table[edge] = onMismatch;
                } else {
                    var child = table[edge];
                    fallback[child] = onMismatch;
                    ends[child] = Math.max(ends[child], ends[onMismatch]);
                    queue.add(child);
                }
            }
        }
    }

    private int classOf(char c) {
        return c < classes.length ? classes[c] : 0;
    }

    String mask(String text) {
        if (width == 1) {
            return text;
        }
        var state = 0;
        StringBuilder masked = null;
        var hiddenFrom = 0;
        var hiddenTo = 0;
        var copied = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + classOf(text.charAt(i))];
            if (ends[state] == 0) {
                continue;
            }
            var from = i + 1 - ends[state];
            if (masked == null) {
                masked = new StringBuilder(text.length());
                hiddenFrom = from;
            } else if (from >= hiddenTo) {
                // The earlier match is complete; a later one that reaches back into it only makes it longer.
                masked.append(text, copied, hiddenFrom).append(MASK);
                copied = hiddenTo;
                hiddenFrom = from;
            } else {
                hiddenFrom = Math.min(hiddenFrom, Math.max(from, copied));
            }
            hiddenTo = i + 1;
        }
        if (masked == null) {
            return text;
        }
        return masked.append(text, copied, hiddenFrom)
                .append(MASK)
                .append(text, hiddenTo, text.length())
                .toString();
    }

    /** Up to where the text can be handed on: what comes later cannot make a pattern of anything before. */
    int safeEnd(CharSequence text) {
        var state = 0;
        var matches = new ArrayDeque<int[]>();
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + classOf(text.charAt(i))];
            if (ends[state] > 0) {
                matches.push(new int[] {i + 1 - ends[state], i + 1});
            }
        }
        var end = text.length() - depth[state];
        for (var match : matches) {
            if (match[0] < end && end < match[1]) {
                end = match[0];
            }
        }
        return end;
    }
}
