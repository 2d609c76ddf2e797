@NullMarked
package dev.slipway.dashboard.placement;

import org.jspecify.annotations.NullMarked;
