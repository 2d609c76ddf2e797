/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.dashboard.web;

import org.jspecify.annotations.NullMarked;
