/** What is deployed, known by its digest, and where its bytes are kept. */
@NullMarked
@ApplicationModule(allowedDependencies = {"aws"})
package dev.slipway.artifact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
