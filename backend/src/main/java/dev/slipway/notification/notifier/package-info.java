/** The ways in which a message leaves the portal. */
@NullMarked
package dev.slipway.notification.notifier;

import org.jspecify.annotations.NullMarked;
