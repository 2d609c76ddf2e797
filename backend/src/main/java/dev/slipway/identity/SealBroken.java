package dev.slipway.identity;

import dev.slipway.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** What is sealed in the database cannot be opened here; the detail says why, to whoever wanted it opened. */
class SealBroken extends ProblemException {

    private static final long serialVersionUID = 1L;

    SealBroken(String why) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The secret of your second factor cannot be read: " + why + ". Tell whoever runs the portal.",
                List.of());
    }

    SealBroken(String why, Throwable cause) {
        this(why);
        initCause(cause);
    }
}
