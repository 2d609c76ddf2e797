package dev.slipway.catalog.web;

import dev.slipway.catalog.definition.ValueChange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A changed value as a line for people. */
record ChangedValue(
        String path, @Nullable String before, @Nullable String after) {

    private static final int LONGEST = 120;

    static ChangedValue of(ValueChange change) {
        return new ChangedValue(change.path(), text(change.before()), text(change.after()));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        var text = node.isString() ? node.stringValue() : node.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }
}
