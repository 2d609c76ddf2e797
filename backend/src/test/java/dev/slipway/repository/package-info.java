/** Checks of the repository itself. */
@NullMarked
package dev.slipway.repository;

import org.jspecify.annotations.NullMarked;
