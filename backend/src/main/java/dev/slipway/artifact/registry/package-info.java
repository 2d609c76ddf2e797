/** Reads what registries know of container images. */
@NullMarked
@NamedInterface("registry")
package dev.slipway.artifact.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
