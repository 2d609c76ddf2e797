/** Figures that a project says where to find: by PromQL, and of queues. Each source is a gauge of {@code health}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "target", "health", "aws", "net"})
package dev.slipway.measure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
