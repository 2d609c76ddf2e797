/** How good a project is at shipping: deployments, lead time, failures and restoration, from jobs as they are stored. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "target", "engine", "identity", "web"})
package dev.slipway.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
