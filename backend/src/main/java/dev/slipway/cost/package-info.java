/** What placements cost, estimated from what they reserve and a dated table of prices; asks targets, changes nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "configuration", "target", "identity", "web"})
package dev.slipway.cost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
