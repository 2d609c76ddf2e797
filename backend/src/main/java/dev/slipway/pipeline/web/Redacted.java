package dev.slipway.pipeline.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A definition as one reader may see it: only who may edit sees where secrets are. */
final class Redacted {

    private static final String SECRET = "secret";

    private Redacted() {}

    static JsonNode of(Access access, JsonNode definition) {
        return access.may(Permission.EDIT) ? definition : withoutReferences(definition);
    }

    private static JsonNode withoutReferences(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var shown = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(entry -> {
                    if (entry.getKey().equals(SECRET) && entry.getValue().isString()) {
                        shown.put(SECRET, "hidden");
                    } else {
                        shown.set(entry.getKey(), withoutReferences(entry.getValue()));
                    }
                });
                yield shown;
            }
            case ArrayNode array -> {
                var shown = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> shown.add(withoutReferences(element)));
                yield shown;
            }
            default -> node;
        };
    }
}
