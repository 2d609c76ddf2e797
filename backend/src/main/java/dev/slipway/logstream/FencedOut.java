package dev.slipway.logstream;

/** Another writer with a greater fencing token has taken the stream over. */
public class FencedOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FencedOut(long stream, long fence) {
        super("Log " + stream + " has a newer writer than " + fence);
    }
}
