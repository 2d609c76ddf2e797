/** Checks of what a team's infrastructure code says. */
@org.jspecify.annotations.NullMarked
package dev.slipway.target.ecs.check.infrastructure;
