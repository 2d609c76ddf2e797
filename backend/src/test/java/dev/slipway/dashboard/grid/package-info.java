@NullMarked
package dev.slipway.dashboard.grid;

import org.jspecify.annotations.NullMarked;
