/** Tells people and programs elsewhere what happens: what is worth telling, to whom, and that it arrived. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "job",
            "approval",
            "catalog",
            "release",
            "target",
            "health",
            "engine",
            "identity",
            "audit",
            "net",
            "web"
        })
package dev.slipway.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
