/** Where the portal keeps its data: a PostgreSQL server that is given, or one it runs itself. */
@NullMarked
@ApplicationModule(allowedDependencies = {"configuration"})
package dev.slipway.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
