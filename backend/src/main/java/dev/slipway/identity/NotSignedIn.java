package dev.slipway.identity;

import dev.slipway.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A program asks without saying who it is, or with a token that does not hold. */
class NotSignedIn extends ProblemException {

    private static final long serialVersionUID = 1L;

    NotSignedIn(boolean hadToken) {
        super(
                HttpStatus.UNAUTHORIZED,
                hadToken
                        ? "The bearer token is unknown, expired or revoked, or its owner is disabled. Create one on"
                                + " the account page."
                        : "Send a bearer token (Authorization: Bearer slw_...). Create one on the account page.",
                List.of());
    }
}
