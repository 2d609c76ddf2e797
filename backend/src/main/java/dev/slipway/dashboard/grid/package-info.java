/** All placements at a glance: what each is like, kept current for everybody who looks, and the views people keep. */
@NullMarked
package dev.slipway.dashboard.grid;

import org.jspecify.annotations.NullMarked;
