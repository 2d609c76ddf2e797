package dev.slipway.target;

import java.util.List;

/** Sees where what runs deviates from a revision, better than by the digests of instances. */
public interface TellsDrift {

    /**
     * Asked often: it should cost no call that {@link DeploymentTarget#describe} has not made.
     *
     * @param proven what was proven at the placement last
     * @param seen what was described just before; nothing moves
     */
    List<Deviation> deviations(PlacementKey placement, Revision proven, Observation seen) throws TargetUnavailable;
}
