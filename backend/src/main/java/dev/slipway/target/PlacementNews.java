package dev.slipway.target;

/** Told by a target that something happened at a placement, so that whoever follows it looks now rather than later. */
public interface PlacementNews {

    /** A hint: one that is lost, late or for nothing changes no verdict. Blocks shortly. */
    void happenedAt(PlacementKey placement);
}
