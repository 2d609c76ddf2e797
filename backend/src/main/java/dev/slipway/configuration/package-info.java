/** Checks the environment variables the portal is configured by. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.slipway.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
