package dev.slipway.target;

/** The target will not do this, and asking again will not help. */
public class DeploymentRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public DeploymentRefused(String why) {
        super(why);
    }
}
