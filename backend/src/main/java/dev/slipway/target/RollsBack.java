package dev.slipway.target;

/** Can return to a revision this portal has proven before. */
public interface RollsBack {

    /**
     * Starts the way back to {@code order.revision()}; followed and cancelled like a deployment. Idempotent by token.
     * A way back that is proven ends {@link Outcome#ROLLED_BACK}: a rollback is reported as a rollback.
     */
    DeploymentId rollBack(DeployOrder order) throws TargetUnavailable, DeploymentRefused;
}
