/** The history of placements in the API. */
@NullMarked
package dev.slipway.health.web;

import org.jspecify.annotations.NullMarked;
