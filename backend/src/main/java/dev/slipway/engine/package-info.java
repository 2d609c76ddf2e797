/** Durable work: queue, leases, fencing, wake-ups, outbox. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.slipway.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
