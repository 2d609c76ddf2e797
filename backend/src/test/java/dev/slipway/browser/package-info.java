/** The portal as people use it: a real browser, a real portal process, the demo's real services. */
@NullMarked
package dev.slipway.browser;

import org.jspecify.annotations.NullMarked;
