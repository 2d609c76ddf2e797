package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The asker lacks the permission; the detail names it. */
public class Forbidden extends ProblemException {

    private static final long serialVersionUID = 1L;

    public Forbidden(String detail, FieldProblem... problems) {
        super(HttpStatus.FORBIDDEN, detail, List.of(problems));
    }

    public Forbidden(String detail, List<FieldProblem> problems) {
        super(HttpStatus.FORBIDDEN, detail, problems);
    }
}
