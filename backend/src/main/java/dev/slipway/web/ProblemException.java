package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that cannot be served for a reason the sender can act on; becomes RFC 9457 problem JSON or a page fragment. */
public abstract class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient List<FieldProblem> problems;

    protected ProblemException(HttpStatus status, String detail, List<FieldProblem> problems) {
        super(detail);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    public HttpStatus status() {
        return status;
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
