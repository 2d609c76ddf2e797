package dev.slipway.catalog.definition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hides references to secrets from those who may only look. */
public final class Redaction {

    public static final String HIDDEN = "hidden";

    private Redaction() {}

    /** A copy in which every {@code {secret: ...}} is hidden. */
    public static ObjectNode of(ObjectNode definition) {
        var copy = definition.deepCopy();
        hide(copy);
        return copy;
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.size() == 1
                && object.path("secret").isString()) {
            object.put("secret", HIDDEN);
        } else {
            node.values().forEach(Redaction::hide);
        }
    }
}
