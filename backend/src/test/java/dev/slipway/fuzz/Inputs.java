package dev.slipway.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes inputs that a schema allows, of things that are really there as far as their names tell. */
final class Inputs {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final JsonNode schemas;
    private final Map<String, List<String>> known;

    /** @param known values by the name of the input, or {@code kind/name} for ids of a kind of thing */
    Inputs(JsonNode document, Map<String, List<String>> known) {
        this.schemas = document.path("components").path("schemas");
        this.known = known;
    }

    String parameter(Operation operation, Operation.Parameter parameter, Random random) {
        if (parameter.in().equals("path")) {
            var ids = known.get(operation.kindOf(parameter.name()) + "/" + parameter.name());
            if (ids != null) {
                return Mischief.any(ids, random);
            }
        }
        return value(parameter.name(), parameter.schema(), random, 0).asString("1");
    }

    JsonNode body(JsonNode content, Random random) {
        var example = content.path("example");
        return !example.isMissingNode() && random.nextInt(3) == 0
                ? example
                : value("", content.path("schema"), random, 0);
    }

    private JsonNode value(String name, JsonNode given, Random random, int depth) {
        var schema = resolved(given);
        var values = known.get(name);
        if (values != null && !schema.has("properties") && !schema.has("items")) {
            return NODES.stringNode(Mischief.any(values, random));
        }
        if (schema.has("enum") && random.nextInt(8) > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        if (schema.has("properties")) {
            return object(schema, random, depth);
        }
        if (schema.has("additionalProperties")) {
            return NODES.objectNode()
                    .set(
                            random.nextBoolean() ? "repository" : "k" + random.nextInt(9),
                            value("", schema.path("additionalProperties"), random, depth + 1));
        }
        if (schema.has("items")) {
            var array = NODES.arrayNode();
            for (var i = random.nextInt(3); i >= 0 && depth < DEEPEST; i--) {
                array.add(value(name, schema.path("items"), random, depth + 1));
            }
            return array;
        }
        return simple(schema, random);
    }

    private JsonNode object(JsonNode schema, Random random, int depth) {
        var object = NODES.objectNode();
        if (depth < DEEPEST) {
            schema.path("properties").properties().forEach(property -> {
                if (random.nextInt(6) > 0) {
                    object.set(property.getKey(), value(property.getKey(), property.getValue(), random, depth + 1));
                }
            });
        }
        return object;
    }

    private static JsonNode simple(JsonNode schema, Random random) {
        if (schema.has("example") && random.nextInt(3) > 0) {
            return schema.path("example");
        }
        return switch (schema.path("type").asString("")) {
            case "integer" -> NODES.numberNode(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(200));
            case "number" -> NODES.numberNode(random.nextDouble());
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default ->
                schema.path("format").asString("").equals("date-time")
                        ? NODES.stringNode("2027-0" + (1 + random.nextInt(9)) + "-15T10:00:00Z")
                        : NODES.stringNode("text " + random.nextInt(1000));
        };
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
