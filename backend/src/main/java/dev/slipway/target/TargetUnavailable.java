package dev.slipway.target;

/** The target could not be asked: unreachable or throttling. What it does meanwhile is unknown; ask again. */
public class TargetUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public TargetUnavailable(String why, Throwable cause) {
        super(why, cause);
    }

    public TargetUnavailable(String why) {
        super(why);
    }
}
