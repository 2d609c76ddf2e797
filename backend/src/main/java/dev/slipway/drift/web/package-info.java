/** Drift on pages and in the API. */
@NullMarked
package dev.slipway.drift.web;

import org.jspecify.annotations.NullMarked;
