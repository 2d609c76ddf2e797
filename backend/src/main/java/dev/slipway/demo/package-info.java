/** The demo project: seeded once into an empty portal, afterwards a project like any other. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"catalog", "release", "artifact", "audit", "configuration", "database", "aws"})
package dev.slipway.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
