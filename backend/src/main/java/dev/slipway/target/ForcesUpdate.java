package dev.slipway.target;

/** Can replace every instance by a new one of the same revision. */
public interface ForcesUpdate {

    /** Starts the replacement; followed and cancelled like a deployment. Idempotent by token. */
    DeploymentId forceUpdate(DeployOrder order) throws TargetUnavailable, DeploymentRefused;
}
