package dev.slipway.target;

/** The target's own name of one deployment: what a verdict must be about. */
public record DeploymentId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
