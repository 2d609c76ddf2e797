package dev.slipway.target;

import java.util.List;

/**
 * A place that runs services. Calls may block and are made from virtual threads; every call may be repeated.
 *
 * <p>What else a target can do it says by the interfaces it implements: {@link RollsBack}, {@link ForcesUpdate},
 * {@link RunsTasks}, {@link StreamsLogs}, {@link PreChecks}, {@link Scales}, {@link ShiftsTraffic}.
 */
public interface DeploymentTarget {

    TargetKind kind();

    /** What is wrong with these settings; empty if nothing is. */
    List<SettingProblem> validate(TargetSettings settings);

    /** What {@link #deploy} would do, one line an action, without doing it; secrets as references. */
    List<String> plan(DeployOrder order) throws TargetUnavailable;

    /** Starts the deployment, or returns the one this order's token already started. Returns without waiting for it. */
    DeploymentId deploy(DeployOrder order) throws TargetUnavailable, DeploymentRefused;

    /**
     * Looks at a deployment, and moves it on where the target has no control plane of its own.
     *
     * @param after cursor of the last seen event; 0 for all
     */
    Progress follow(PlacementKey placement, DeploymentId deployment, long after) throws TargetUnavailable;

    /** Ends a deployment that is under way; {@link #follow} then leads to a verdict. Does nothing to one that has ended. */
    void cancel(PlacementKey placement, DeploymentId deployment, CancelMode mode) throws TargetUnavailable;

    /** What runs now, seen with the target's own eyes; unknown is never healthy. */
    Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable;
}
