package dev.slipway.logstream;

/** A value that cannot be kept out of logs by masking; the message says why and what to do, and never shows the value. */
public class SecretNotMaskable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private SecretNotMaskable(String message) {
        super(message);
    }

    static SecretNotMaskable tooShort() {
        return new SecretNotMaskable("A secret of fewer than " + Secrets.SHORTEST
                + " characters cannot be masked in logs without hiding ordinary text; use a longer value");
    }

    static SecretNotMaskable tooLong() {
        return new SecretNotMaskable("A secret of more than " + Secrets.LONGEST
                + " characters cannot be masked in logs; split it, or give its path instead");
    }
}
