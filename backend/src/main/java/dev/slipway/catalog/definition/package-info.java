/** A project's definition: checking, canonical form, versions. */
@NullMarked
package dev.slipway.catalog.definition;

import org.jspecify.annotations.NullMarked;
