package dev.slipway.health;

import dev.slipway.target.PlacementKey;
import java.util.Optional;

/** Tells what should run where; implemented by whoever knows what was proven. Blocks. */
public interface Expectations {

    /** As it was known a moment ago; empty where nothing was proven, or what runs was left unproven by a job. */
    Optional<Expectation> known(PlacementKey placement);

    /** As it is now; empty also while a job may change the placement. */
    Optional<Expectation> now(PlacementKey placement);
}
