/** Append-only record of who changed or decided what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"engine", "web"})
package dev.slipway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
