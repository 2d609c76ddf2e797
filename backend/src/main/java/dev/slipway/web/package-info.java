/** What every page and every JSON answer shares: errors, htmx requests, SSE writing, the page shell. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.slipway.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
