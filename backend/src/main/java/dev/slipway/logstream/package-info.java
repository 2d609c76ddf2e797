/** Job logs: append, replay, tail. */
@NullMarked
@ApplicationModule(allowedDependencies = {"engine", "web"})
package dev.slipway.logstream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
