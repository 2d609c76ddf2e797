/** How the service is, whose it is, and what it can return to. */
@NullMarked
package dev.slipway.target.ecs.check.service;

import org.jspecify.annotations.NullMarked;
