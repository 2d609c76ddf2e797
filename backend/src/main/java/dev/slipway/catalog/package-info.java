/** Project, Environment, Service, Placement: the words of a deployment, versioned. */
@NullMarked
@ApplicationModule(allowedDependencies = {"target", "identity", "audit", "web"})
package dev.slipway.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
