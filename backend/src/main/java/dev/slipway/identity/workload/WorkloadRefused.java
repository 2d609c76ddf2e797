package dev.slipway.identity.workload;

import dev.slipway.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A token of a CI system is not trusted; the detail says why, which tells its bearer nothing they do not know. */
class WorkloadRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final String why;

    WorkloadRefused(String why) {
        super(HttpStatus.UNAUTHORIZED, "The token is not trusted: " + why + ".", List.of());
        this.why = why;
    }

    /** Without the beginning and the full stop. */
    String why() {
        return why;
    }
}
