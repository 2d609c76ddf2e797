/** The deployment portal: one closed module per sub-package. */
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;
