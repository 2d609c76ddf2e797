/** Append-only record of who changed or decided what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"web"})
package dev.slipway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
