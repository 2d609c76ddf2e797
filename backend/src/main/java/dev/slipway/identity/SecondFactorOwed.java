package dev.slipway.identity;

import org.springframework.security.access.AccessDeniedException;

/** Somebody signed in with a password alone, who must have a second factor, asks for anything but to set it up. */
class SecondFactorOwed extends AccessDeniedException {

    private static final long serialVersionUID = 1L;

    /** Where it is set up. */
    static final String PAGE = "/account/second-factor";

    SecondFactorOwed(SecondFactorRule rule) {
        super("This portal asks " + rule.words() + " for a second factor. Sign in with a browser and set it up at "
                + PAGE + "; nothing else is open to you before.");
    }
}
