package dev.slipway.target;

import java.util.List;

/** Knows more of a deployment than how far it is. */
public interface TellsFacts {

    /** What was known at the last look, in the order people read it; empty for one it knows nothing of. */
    List<Fact> facts(PlacementKey placement, DeploymentId deployment) throws TargetUnavailable;
}
