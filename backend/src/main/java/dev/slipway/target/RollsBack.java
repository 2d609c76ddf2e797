package dev.slipway.target;

/** Can return to a revision this portal has proven before. */
public interface RollsBack {

    /** Starts the way back to {@code order.revision()}; followed and cancelled like a deployment. Idempotent by token. */
    DeploymentId rollBack(DeployOrder order) throws TargetUnavailable, DeploymentRefused;
}
