package dev.slipway.catalog.definition;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Whether a query of Prometheus is whole, so that it stays one when it is asked together with others: brackets close what
 * they open, and texts end. What it means only Prometheus knows (strings and comments as in "Querying basics").
 */
final class Promql {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private Promql() {}

    /** What is wrong; empty if nothing is. */
    static Optional<String> fault(String query) {
        var open = new ArrayDeque<Character>();
        for (var at = 0; at < query.length(); at++) {
            var one = query.charAt(at);
            if (one == '#') {
                var end = query.indexOf('\n', at);
                at = end < 0 ? query.length() : end;
            } else if (one == '"' || one == '\'' || one == '`') {
                at = end(query, at);
                if (at < 0) {
                    return Optional.of("a text does not end");
                }
            } else if (OPENING.indexOf(one) >= 0) {
                open.push(CLOSING.charAt(OPENING.indexOf(one)));
            } else if (CLOSING.indexOf(one) >= 0 && (open.isEmpty() || open.pop() != one)) {
                return Optional.of("'" + one + "' closes nothing");
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of("'" + open.peek() + "' is missing");
    }

    /** Of the text that begins here; less than 0 if it does not end. */
    private static int end(String query, int begin) {
        var quote = query.charAt(begin);
        for (var at = begin + 1; at < query.length(); at++) {
            if (query.charAt(at) == '\\' && quote != '`') {
                at++;
            } else if (query.charAt(at) == quote) {
                return at;
            }
        }
        return -1;
    }
}
