/** What tests share: a real database and a running portal. */
@NullMarked
package dev.slipway.testing;

import org.jspecify.annotations.NullMarked;
