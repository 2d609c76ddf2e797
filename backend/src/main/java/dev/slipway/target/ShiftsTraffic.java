package dev.slipway.target;

/** Can stop within a rollout, between two shares of traffic, until a person decides. */
public interface ShiftsTraffic {

    /** What a person can decide. */
    enum Decision {
        GO_ON,
        ROLL_BACK
    }

    /**
     * Answers a question that {@link Progress.Asks} asked. Idempotent; does nothing when the question no longer stands.
     *
     * @param key of the question
     */
    void decide(PlacementKey placement, DeploymentId deployment, String key, Decision decision)
            throws TargetUnavailable;
}
