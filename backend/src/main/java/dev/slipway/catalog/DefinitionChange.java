package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What a save did or would do.
 *
 * @param before null for a new project
 * @param after the same as before when nothing changed
 */
public record DefinitionChange(Kind kind, @Nullable DefinitionVersion before, DefinitionVersion after) {

    /** Sorts of change. */
    public enum Kind {
        CREATED,
        CHANGED,
        UNCHANGED
    }
}
