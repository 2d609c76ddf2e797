/** One service in one environment: what it is like, what happened there, and what changed before it broke. */
@NullMarked
package dev.slipway.dashboard.placement;

import org.jspecify.annotations.NullMarked;
