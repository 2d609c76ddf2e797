/** One class for each step kind. */
@NullMarked
@ApplicationModule(allowedDependencies = {"job :: spi", "target", "artifact", "release", "catalog", "logstream"})
package dev.slipway.step;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
