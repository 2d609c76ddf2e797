/** Room for the surge: addresses, quota, bounds. */
@NullMarked
package dev.slipway.target.ecs.check.capacity;

import org.jspecify.annotations.NullMarked;
