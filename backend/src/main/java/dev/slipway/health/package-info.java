/** Observed state of placements: poll, snapshot, history. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "target", "artifact", "engine", "identity", "web"})
package dev.slipway.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
