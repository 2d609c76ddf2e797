package dev.slipway.catalog.web;

import dev.slipway.catalog.InvalidDefinition;
import java.util.List;

/** Problem JSON (RFC 9457) of a definition that breaks rules, with the place of each problem. */
record InvalidAnswer(String type, String title, int status, String detail, List<Problem> problems) {

    static InvalidAnswer of(InvalidDefinition invalid) {
        return new InvalidAnswer(
                "about:blank",
                invalid.status().getReasonPhrase(),
                invalid.status().value(),
                String.valueOf(invalid.getMessage()),
                invalid.located().stream()
                        .map(p -> new Problem(p.path(), p.line(), p.column(), p.rule(), p.remedy()))
                        .toList());
    }

    /**
     * One problem.
     *
     * @param field path of the value
     * @param line from 1
     * @param column from 1
     */
    record Problem(String field, int line, int column, String rule, String remedy) {}
}
