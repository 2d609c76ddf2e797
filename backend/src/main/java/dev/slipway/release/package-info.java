/** Immutable releases, known by the digests of their artifacts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"artifact", "catalog", "identity", "audit", "web"})
package dev.slipway.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
