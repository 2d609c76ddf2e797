package dev.slipway.target;

/** Can tell beforehand that a deployment would replace nothing, because what is asked for runs. */
public interface KnowsCurrent {

    boolean runsAlready(DeployOrder order) throws TargetUnavailable;
}
