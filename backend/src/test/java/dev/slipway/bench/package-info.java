/** What the portal costs beside what the machine can do: run by the Maven profile {@code bench}, not by the tests. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
