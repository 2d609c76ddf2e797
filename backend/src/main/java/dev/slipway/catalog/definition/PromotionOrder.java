package dev.slipway.catalog.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Orders environments so that each comes after those it is promoted from, and finds circles. */
final class PromotionOrder {

    private final Map<String, List<String>> from = new LinkedHashMap<>();
    private final Set<String> ordered = new LinkedHashSet<>();
    private final List<List<String>> cycles = new ArrayList<>();

    /** Takes the mapping {@code environments} as it is; what is malformed in it is passed over. */
    static PromotionOrder of(JsonNode environments) {
        var order = new PromotionOrder();
        environments.properties().forEach(entry -> order.from.put(entry.getKey(), promotesFrom(entry.getValue())));
        order.from.keySet().forEach(key -> order.visit(key, new ArrayList<>()));
        return order;
    }

    /** Keys in the order of promotion, otherwise as written. */
    List<String> keys() {
        return List.copyOf(ordered);
    }

    /** Each circle once, its first environment repeated at its end, in the direction of promotion. */
    List<List<String>> cycles() {
        return cycles;
    }

    private void visit(String key, List<String> path) {
        var start = path.indexOf(key);
        if (start >= 0) {
            var cycle = new ArrayList<>(path.subList(start, path.size()));
            cycle.add(key);
            cycles.add(cycle.reversed());
        } else if (!ordered.contains(key)) {
            path.add(key);
            from.getOrDefault(key, List.of()).stream()
                    .filter(from::containsKey)
                    .forEach(earlier -> visit(earlier, path));
            path.removeLast();
            ordered.add(key);
        }
    }

    private static List<String> promotesFrom(JsonNode environment) {
        return environment.path("promotesFrom").values().stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .distinct()
                .toList();
    }
}
