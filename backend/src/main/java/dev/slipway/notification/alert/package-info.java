/** What stays wrong until it is right again: found by rules, looked after by people. */
@NullMarked
@NamedInterface("alert")
package dev.slipway.notification.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
