package dev.slipway.target;

/** A secret reference leads nowhere. */
public class SecretUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public SecretUnavailable(SecretReference reference, String why) {
        super("Secret " + reference + " is not available: " + why);
    }
}
