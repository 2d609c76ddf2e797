/** Sign-in, roles, permissions, tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "configuration", "net", "web"})
package dev.slipway.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
