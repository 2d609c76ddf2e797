/** Page and JSON of the cost estimate. */
@NullMarked
package dev.slipway.cost.web;

import org.jspecify.annotations.NullMarked;
