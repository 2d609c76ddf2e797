/** Times and switches that hold deployments: freezes, allowed windows, locks of people, and stopping everything. */
@NullMarked
@ApplicationModule(allowedDependencies = {"job", "job::spi", "catalog", "target", "identity", "audit", "web"})
package dev.slipway.freeze;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
