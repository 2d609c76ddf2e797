/** The images of the release, read from their registries. */
@NullMarked
package dev.slipway.target.ecs.check.image;

import org.jspecify.annotations.NullMarked;
