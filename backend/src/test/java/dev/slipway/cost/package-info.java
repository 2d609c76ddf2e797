@NullMarked
package dev.slipway.cost;

import org.jspecify.annotations.NullMarked;
