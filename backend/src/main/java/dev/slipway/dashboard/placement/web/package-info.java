/** The page of a service in an environment. */
@NullMarked
package dev.slipway.dashboard.placement.web;

import org.jspecify.annotations.NullMarked;
