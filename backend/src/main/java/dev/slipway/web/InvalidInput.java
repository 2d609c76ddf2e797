package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The input breaks a rule; each problem names field, rule and remedy. */
public class InvalidInput extends ProblemException {

    private static final long serialVersionUID = 1L;

    public InvalidInput(String detail, FieldProblem... problems) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, detail, List.of(problems));
    }

    public InvalidInput(String detail, List<FieldProblem> problems) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, detail, problems);
    }
}
