/** What the task definition names: secrets, parameters, logs, sizes, ports. */
@NullMarked
package dev.slipway.target.ecs.check.configuration;

import org.jspecify.annotations.NullMarked;
