package dev.slipway.target;

import java.util.List;

/** Knows more of what runs than an {@link Observation} has room for, when somebody asks for it. */
public interface TellsMore {

    /** In the order people read it; empty when there is nothing there yet. */
    List<Fact> more(PlacementKey placement, TargetSettings settings) throws TargetUnavailable;
}
