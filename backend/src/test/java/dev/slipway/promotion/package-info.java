@NullMarked
package dev.slipway.promotion;

import org.jspecify.annotations.NullMarked;
