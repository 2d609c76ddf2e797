/** What is said about what went on record. */
@NullMarked
package dev.slipway.notification.message;

import org.jspecify.annotations.NullMarked;
