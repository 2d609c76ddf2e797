package dev.slipway.target;

import java.util.Optional;

/** Knows what a placement keeps reserved, which is what a provider charges for by the hour. */
public interface TellsSize {

    /** As it is now; empty while nothing is there. */
    Optional<Size> size(PlacementKey placement, TargetSettings settings) throws TargetUnavailable;

    /** As a deployment with these settings would leave it; empty if it would be refused. */
    Optional<Size> sizeAfter(PlacementKey placement, TargetSettings settings) throws TargetUnavailable;
}
