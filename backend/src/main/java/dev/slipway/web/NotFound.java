package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** There is no such thing, or the asker may not know of it. */
public class NotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    public NotFound(String detail, FieldProblem... problems) {
        super(HttpStatus.NOT_FOUND, detail, List.of(problems));
    }

    public NotFound(String detail, List<FieldProblem> problems) {
        super(HttpStatus.NOT_FOUND, detail, problems);
    }
}
