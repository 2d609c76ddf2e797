package dev.slipway.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** Somebody else changed it since the sender read it (If-Match). */
public class StaleWrite extends ProblemException {

    private static final long serialVersionUID = 1L;

    public StaleWrite(String detail, FieldProblem... problems) {
        super(HttpStatus.PRECONDITION_FAILED, detail, List.of(problems));
    }

    public StaleWrite(String detail, List<FieldProblem> problems) {
        super(HttpStatus.PRECONDITION_FAILED, detail, problems);
    }
}
