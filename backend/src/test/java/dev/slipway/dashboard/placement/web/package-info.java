@NullMarked
package dev.slipway.dashboard.placement.web;

import org.jspecify.annotations.NullMarked;
