package dev.slipway.aws;

/** AWS could not be asked: unreachable, throttling, out of order or without valid credentials. Asking again may help. */
public class AwsUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean throttled;

    AwsUnavailable(String why, boolean throttled, Throwable cause) {
        super(why, cause);
        this.throttled = throttled;
    }

    /** Somebody gave up waiting for the answer. */
    public static AwsUnavailable interrupted(InterruptedException cause) {
        return new AwsUnavailable("interrupted", false, cause);
    }

    /** Whether it answered that it is asked too often. */
    public boolean throttled() {
        return throttled;
    }
}
