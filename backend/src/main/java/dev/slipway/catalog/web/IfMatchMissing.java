package dev.slipway.catalog.web;

import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A write that does not say which version it was made from (RFC 6585, section 3). */
class IfMatchMissing extends ProblemException {

    private static final long serialVersionUID = 1L;

    IfMatchMissing(DefinitionVersion current) {
        super(
                HttpStatus.PRECONDITION_REQUIRED,
                "Project %s exists, so a write must say which version it was made from".formatted(current.project()),
                List.of(new FieldProblem(
                        "If-Match",
                        "It must be the entity tag the definition was read with",
                        "Read the definition, then send its ETag as If-Match")));
    }
}
