@NullMarked
package dev.slipway.drift;

import org.jspecify.annotations.NullMarked;
