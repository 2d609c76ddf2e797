package dev.slipway.catalog;

import dev.slipway.audit.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project's definition as it was or is.
 *
 * @param version from 1
 * @param tag entity tag without quotes: changes whenever the content does
 * @param yaml as its author wrote it, or rendered if it came another way
 * @param definition canonical form: defaults and empty parts left out
 * @param comment why, in the author's words
 */
public record DefinitionVersion(
        String project,
        long version,
        String tag,
        String yaml,
        ObjectNode definition,
        Actor by,
        Instant at,
        @Nullable String comment) {}
