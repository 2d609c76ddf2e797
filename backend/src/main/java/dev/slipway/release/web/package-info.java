/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.release.web;

import org.jspecify.annotations.NullMarked;
