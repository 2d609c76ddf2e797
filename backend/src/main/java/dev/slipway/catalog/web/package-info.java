/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.catalog.web;

import org.jspecify.annotations.NullMarked;
