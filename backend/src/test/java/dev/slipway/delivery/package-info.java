/** Delivery figures on histories with figures computed by hand. */
@NullMarked
package dev.slipway.delivery;

import org.jspecify.annotations.NullMarked;
