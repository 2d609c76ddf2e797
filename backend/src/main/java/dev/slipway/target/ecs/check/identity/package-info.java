/** As whom the portal acts, and which roles tasks have. */
@NullMarked
package dev.slipway.target.ecs.check.identity;

import org.jspecify.annotations.NullMarked;
