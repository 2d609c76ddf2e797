/** The pages of the grid and of the wall. */
@NullMarked
package dev.slipway.dashboard.grid.web;

import org.jspecify.annotations.NullMarked;
