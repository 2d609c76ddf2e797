/** Pre-checks on their own: asked for alone, made at their times, and compared from run to run. */
@NullMarked
@ApplicationModule(allowedDependencies = {"job", "catalog", "release", "target", "engine", "audit", "identity", "web"})
package dev.slipway.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
