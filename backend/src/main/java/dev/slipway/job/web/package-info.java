/** Pages and JSON API of the module. */
@NullMarked
package dev.slipway.job.web;

import org.jspecify.annotations.NullMarked;
