/** Takes what was proven in one environment to the next. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "release",
            "artifact",
            "target",
            "pipeline",
            "job",
            "job::spi",
            "approval",
            "engine",
            "identity",
            "audit",
            "web"
        })
package dev.slipway.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
