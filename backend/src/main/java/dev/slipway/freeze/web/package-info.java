/** Pages and API of freezes, locks and the stop of everything. */
@NullMarked
package dev.slipway.freeze.web;

import org.jspecify.annotations.NullMarked;
