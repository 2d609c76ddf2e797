/** Read-only composition of what the other modules know. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "release",
            "job",
            "approval",
            "health",
            "notification::alert",
            "freeze",
            "logstream",
            "audit",
            "target",
            "artifact",
            "identity",
            "web"
        })
package dev.slipway.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
