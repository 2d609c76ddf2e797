/** Clients of AWS by account, region and role: shared, made when first needed, with every call counted. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.slipway.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
