/** Pages, JSON and the Atom feed of the delivery figures. */
@NullMarked
package dev.slipway.delivery.web;

import org.jspecify.annotations.NullMarked;
