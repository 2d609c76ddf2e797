/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.pipeline.web;

import org.jspecify.annotations.NullMarked;
