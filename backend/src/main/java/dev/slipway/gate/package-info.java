/** Asks endpoints outside whether a job may pass. */
@NullMarked
@ApplicationModule(allowedDependencies = {"job::spi", "catalog", "target", "audit", "net"})
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
