/** What should run where, by what jobs have proven; adopting or restoring what deviates from it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"job", "job::spi", "pipeline", "catalog", "target", "health", "identity", "audit", "web"
        })
package dev.slipway.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
