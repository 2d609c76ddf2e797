package dev.slipway.catalog.definition;

import dev.slipway.catalog.yaml.YamlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalog's own part of a definition in its one form: known keys in a fixed order, environments and services as
 * written, variables as text, defaults and empty parts left out. What is malformed is left out as well.
 */
final class Canonical {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final YamlSource source;

    private Canonical(YamlSource source) {
        this.source = source;
    }

    static ObjectNode of(String project, YamlSource source) {
        return new Canonical(source).project(project);
    }

    private ObjectNode project(String key) {
        var from = source.root();
        var to = JSON.objectNode();
        to.put("project", key);
        text(from, to, "title", key);
        variables(from, to, "");
        copy(from, to, "prometheus");
        each(from, to, "environments", this::environment);
        each(from, to, "services", this::service);
        return to;
    }

    private ObjectNode environment(JsonNode from, String path) {
        var to = JSON.objectNode();
        text(from, to, "title", last(path));
        if (from.path("promotesFrom") instanceof ArrayNode list && !list.isEmpty()) {
            var keys = to.putArray("promotesFrom");
            list.values().stream().filter(JsonNode::isString).forEach(keys::add);
        }
        text(from, to, "whenLocked", "queue");
        copy(from, to, "protection");
        copy(from, to, "checks");
        variables(from, to, path);
        return to;
    }

    private ObjectNode service(JsonNode from, String path) {
        var to = JSON.objectNode();
        text(from, to, "title", last(path));
        text(from, to, "type", "web");
        text(from, to, "owner", "");
        text(from, to, "repository", "");
        copy(from, to, "metrics");
        copy(from, to, "queue");
        variables(from, to, path);
        each(from, to, "placements", this::placement, path);
        return to;
    }

    private ObjectNode placement(JsonNode from, String path) {
        var to = JSON.objectNode();
        text(from, to, "target", "");
        copy(from, to, "settings");
        variables(from, to, path);
        return to;
    }

    private void variables(JsonNode from, ObjectNode to, String path) {
        var variables = JSON.objectNode();
        from.path("variables").properties().forEach(entry -> {
            var value = entry.getValue();
            if (value.isObject() && value.path("secret").isString()) {
                variables
                        .putObject(entry.getKey())
                        .put("secret", value.path("secret").stringValue());
            } else if (value.isValueNode()) {
                source.raw(join(join(path, "variables"), entry.getKey()))
                        .ifPresent(raw -> variables.put(entry.getKey(), raw));
            }
        });
        if (!variables.isEmpty()) {
            to.set("variables", variables);
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String key) {
        if (from.path(key) instanceof ObjectNode object && !object.isEmpty()) {
            to.set(key, object.deepCopy());
        }
    }

    private static void text(JsonNode from, ObjectNode to, String key, String otherwise) {
        if (from.path(key).isString() && !from.path(key).stringValue().equals(otherwise)) {
            to.set(key, from.path(key));
        }
    }

    private static void each(JsonNode from, ObjectNode to, String key, Part part) {
        each(from, to, key, part, "");
    }

    private static void each(JsonNode from, ObjectNode to, String key, Part part, String path) {
        var entries = JSON.objectNode();
        from.path(key).properties().forEach(entry -> {
            if (entry.getValue().isObject() || entry.getValue().isNull()) {
                entries.set(entry.getKey(), part.of(entry.getValue(), join(join(path, key), entry.getKey())));
            }
        });
        if (!entries.isEmpty()) {
            to.set(key, entries);
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** One entry of a mapping. */
    private interface Part {
        ObjectNode of(JsonNode from, String path);
    }
}
