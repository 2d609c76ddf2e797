/** Tests of the demo project and of the services it deploys. */
@NullMarked
package dev.slipway.demo;

import org.jspecify.annotations.NullMarked;
