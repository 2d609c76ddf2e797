/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.identity.web;

import org.jspecify.annotations.NullMarked;
