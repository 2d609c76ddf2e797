package dev.slipway.target;

/** Can change the number of instances. */
public interface Scales {

    void scale(PlacementKey placement, int desired) throws TargetUnavailable, DeploymentRefused;
}
