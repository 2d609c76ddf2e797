/** Pages and API of pre-checks. */
@NullMarked
package dev.slipway.check.web;

import org.jspecify.annotations.NullMarked;
