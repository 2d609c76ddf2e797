package dev.slipway.identity.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Examples of bodies: those that are written down, else made up from the schema. */
class ApiExamples {

    /** Schemas may contain themselves. */
    private static final int DEEPEST = 6;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode document;
    private final JsonMapper json;

    ApiExamples(JsonNode document, JsonMapper json) {
        this.document = document;
        this.json = json;
    }

    /** The example of a request or response body; null if it has none. */
    @Nullable
    String of(JsonNode body) {
        var content = body.path("content").properties().stream().findFirst();
        if (content.isEmpty()) {
            return null;
        }
        var media = content.get().getValue();
        var written = media.has("example")
                ? media.path("example")
                : media.path("examples")
                        .valueStream()
                        .findFirst()
                        .map(e -> e.path("value"))
                        .orElse(null);
        var example = written != null ? written : made(media.path("schema"), 0);
        return example.isString()
                ? example.stringValue()
                : json.writerWithDefaultPrettyPrinter().writeValueAsString(example);
    }

    private JsonNode made(JsonNode schema, int depth) {
        var resolved = resolve(schema);
        if (resolved.has("example")) {
            return resolved.path("example");
        }
        if (resolved.path("examples").isArray() && !resolved.path("examples").isEmpty()) {
            return resolved.path("examples").get(0);
        }
        if (resolved.has("default")) {
            return resolved.path("default");
        }
        if (resolved.path("enum").isArray() && !resolved.path("enum").isEmpty()) {
            return resolved.path("enum").get(0);
        }
        if (depth >= DEEPEST) {
            return NODES.nullNode();
        }
        return switch (type(resolved)) {
            case "object" -> object(resolved, depth);
            case "array" -> NODES.arrayNode().add(made(resolved.path("items"), depth + 1));
            case "integer" -> NODES.numberNode(1);
            case "number" -> NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.stringNode(text(resolved.path("format").asString("")));
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> object.set(property.getKey(), made(property.getValue(), depth + 1)));
        return object;
    }

    private JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : schema;
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        var name = type.isArray() ? type.path(0).asString("") : type.asString("");
        return name.isEmpty() && schema.has("properties") ? "object" : name;
    }

    private static String text(String format) {
        return switch (format) {
            case "date-time" -> "2026-11-21T09:30:00Z";
            case "date" -> "2026-11-21";
            case "uri" -> "https://example.org/";
            default -> "text";
        };
    }
}
