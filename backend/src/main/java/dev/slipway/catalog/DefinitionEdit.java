package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A definition somebody wants to save.
 *
 * @param project key of the project
 * @param text YAML, or JSON, which is YAML too
 * @param base tag of the version it was made from; null when the project must not exist yet
 * @param comment why, in the author's words
 */
public record DefinitionEdit(
        String project,
        String text,
        @Nullable String base,
        @Nullable String comment) {

    public static DefinitionEdit ofNew(String project, String text) {
        return new DefinitionEdit(project, text, null, null);
    }
}
