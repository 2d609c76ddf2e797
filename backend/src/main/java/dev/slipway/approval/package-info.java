/** People approve what a job will do before it does it, or break the glass and answer for it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "job",
            "job::spi",
            "pipeline",
            "release",
            "catalog",
            "target",
            "artifact",
            "engine",
            "identity",
            "audit",
            "web"
        })
package dev.slipway.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
