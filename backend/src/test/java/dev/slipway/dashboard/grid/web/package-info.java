@NullMarked
package dev.slipway.dashboard.grid.web;

import org.jspecify.annotations.NullMarked;
