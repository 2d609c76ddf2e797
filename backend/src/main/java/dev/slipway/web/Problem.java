package dev.slipway.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, in the form of RFC 9457.
 *
 * @param type {@code about:blank}: the status says the kind
 * @param title the status in words
 * @param detail what happened and what to do, for people
 * @param instance path of the request
 * @param requestId finds the request in the log
 * @param problems inputs that are wrong, if it is about inputs
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String instance,
        String requestId,
        List<FieldProblem> problems) {

    public Problem {
        problems = List.copyOf(problems);
    }
}
