package dev.slipway.catalog.definition;

import dev.slipway.catalog.Variable;
import dev.slipway.catalog.Variable.Layer;
import dev.slipway.catalog.Variable.Origin;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.SecretReference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The four places where a placement's variables can be set. */
record Layers(Map<Origin, JsonNode> nodes) {

    static Layers of(JsonNode definition, String environment, String service) {
        var at = definition.path("services").path(service);
        var nodes = new EnumMap<Origin, JsonNode>(Origin.class);
        nodes.put(Origin.PLACEMENT, at.path("placements").path(environment).path("variables"));
        nodes.put(Origin.SERVICE, at.path("variables"));
        nodes.put(
                Origin.ENVIRONMENT,
                definition.path("environments").path(environment).path("variables"));
        nodes.put(Origin.PROJECT, definition.path("variables"));
        return new Layers(nodes);
    }

    /** By name; the nearest value counts. */
    List<Variable> variables() {
        var byName = new TreeMap<String, List<Layer>>();
        nodes.forEach((origin, node) -> node.properties()
                .forEach(entry -> value(entry.getValue())
                        .ifPresent(value -> byName.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                                .add(new Layer(origin, value)))));
        return byName.entrySet().stream()
                .map(entry -> variable(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Variable variable(String name, List<Layer> layers) {
        var nearest = layers.getFirst();
        return new Variable(name, nearest.value(), nearest.origin(), layers.subList(1, layers.size()));
    }

    /** Empty for a malformed reference, which the check has reported. */
    private static Optional<ConfigurationValue> value(JsonNode node) {
        if (!node.isObject()) {
            return Optional.of(new ConfigurationValue.Plain(node.asString()));
        }
        var reference = node.path("secret").asString("");
        return SecretReference.isWellFormed(reference)
                ? Optional.of(new ConfigurationValue.Secret(SecretReference.parse(reference)))
                : Optional.empty();
    }
}
