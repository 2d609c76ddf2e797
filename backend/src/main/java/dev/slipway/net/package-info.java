/**
 * Requests that leave the portal for an address somebody set: an external gate, a webhook, a chat. Everything a person
 * can point the portal at goes through {@link dev.slipway.net.OutgoingHttp}, so that none of it reaches what answers for
 * the portal's own machine.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.slipway.net;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
