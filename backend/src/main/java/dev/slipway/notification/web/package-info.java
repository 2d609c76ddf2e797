/** Pages and JSON API of notifications and alerts. */
@NullMarked
package dev.slipway.notification.web;

import org.jspecify.annotations.NullMarked;
