/** Jobs and their steps: runner, decisions, locks. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "pipeline",
            "catalog",
            "release",
            "artifact",
            "target",
            "engine",
            "logstream",
            "identity",
            "audit",
            "web"
        })
package dev.slipway.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
