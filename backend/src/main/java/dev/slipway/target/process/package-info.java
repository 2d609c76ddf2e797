/** Runs services as processes of this machine. */
@NullMarked
@ApplicationModule(allowedDependencies = {"target", "artifact"})
package dev.slipway.target.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
