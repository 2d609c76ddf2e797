package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** What was sent cannot be read at all, so no rule about its content was looked at. */
public class MalformedRequest extends ProblemException {

    private static final long serialVersionUID = 1L;

    public MalformedRequest(String detail, FieldProblem problem) {
        super(HttpStatus.BAD_REQUEST, detail, List.of(problem));
    }
}
