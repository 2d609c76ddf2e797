package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The request contradicts what is already there. */
public class Conflict extends ProblemException {

    private static final long serialVersionUID = 1L;

    public Conflict(String detail, FieldProblem... problems) {
        super(HttpStatus.CONFLICT, detail, List.of(problems));
    }

    public Conflict(String detail, List<FieldProblem> problems) {
        super(HttpStatus.CONFLICT, detail, problems);
    }
}
