/** Tests of what is seen of placements. */
@NullMarked
package dev.slipway.health;

import org.jspecify.annotations.NullMarked;
