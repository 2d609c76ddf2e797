/** The port to places that run services: capabilities, states and verdicts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"artifact", "artifact :: registry"})
package dev.slipway.target;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
