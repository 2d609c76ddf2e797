/** Checks of the data a service's migrations change. */
@org.jspecify.annotations.NullMarked
package dev.slipway.target.ecs.check.data;
