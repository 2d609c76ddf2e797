/** Requests made from the API's own description, most of them wrong, sent by everybody. */
@NullMarked
package dev.slipway.fuzz;

import org.jspecify.annotations.NullMarked;
