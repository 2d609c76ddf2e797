@NullMarked
package dev.slipway.measure;

import org.jspecify.annotations.NullMarked;
