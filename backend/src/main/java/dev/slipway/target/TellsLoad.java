package dev.slipway.target;

import java.util.Map;

/** Has somebody who measures the load of placements, and takes money for each question. */
public interface TellsLoad {

    /** Who measures, for people, such as {@code CloudWatch}. */
    String measuredBy();

    /**
     * The load of these placements now, many in one question. What cannot be told of one is said of it, and does not keep
     * the others from being told. One that is not in the answer has nothing to be measured.
     */
    Map<PlacementKey, Measured> load(Map<PlacementKey, TargetSettings> placements);
}
