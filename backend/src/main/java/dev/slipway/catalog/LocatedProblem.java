package dev.slipway.catalog;

import java.util.Comparator;

/**
 * What is wrong in a definition, and where in the text.
 *
 * @param line from 1
 * @param column from 1
 * @param path keys and indexes joined by dots; empty for the whole
 * @param rule what it must be
 * @param remedy what to do now
 */
public record LocatedProblem(int line, int column, String path, String rule, String remedy)
        implements Comparable<LocatedProblem> {

    private static final Comparator<LocatedProblem> IN_READING_ORDER =
            Comparator.comparingInt(LocatedProblem::line).thenComparingInt(LocatedProblem::column);

    @Override
    public int compareTo(LocatedProblem other) {
        return IN_READING_ORDER.compare(this, other);
    }
}
