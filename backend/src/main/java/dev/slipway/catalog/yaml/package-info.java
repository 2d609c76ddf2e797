/** YAML text to a tree that knows its lines, and back. */
@NullMarked
package dev.slipway.catalog.yaml;

import org.jspecify.annotations.NullMarked;
