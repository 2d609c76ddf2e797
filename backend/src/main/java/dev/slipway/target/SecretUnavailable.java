package dev.slipway.target;

/** A secret reference leads nowhere; it is not told itself, for everybody who sees a job may read why it failed. */
public class SecretUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public SecretUnavailable(SecretReference reference, String why) {
        super("The " + reference.told() + " is not available: " + why);
    }
}
