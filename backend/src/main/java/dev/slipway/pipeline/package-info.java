/** Pipelines as data: definitions, templates, versions. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "target", "identity", "audit", "web"})
package dev.slipway.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
