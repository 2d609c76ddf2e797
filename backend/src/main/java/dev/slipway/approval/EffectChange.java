package dev.slipway.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that would happen otherwise than was approved.
 *
 * @param what keys joined by dots, such as {@code placements.web.settings.memory}
 * @param before as it was shown; null when it was not there
 * @param after as it would be now; null when it would not be
 */
public record EffectChange(
        String what, @Nullable String before, @Nullable String after) {

    static List<EffectChange> between(Effect before, Effect after) {
        return between(before.content(), after.content());
    }

    /** What differs in any two parts of effects, such as a placement and what it replaces. */
    public static List<EffectChange> between(JsonNode before, JsonNode after) {
        var old = leaves(before);
        var now = leaves(after);
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        var changes = new ArrayList<EffectChange>();
        for (var key : keys) {
            var left = old.get(key);
            var right = now.get(key);
            if (left == null || !left.equals(right)) {
                changes.add(new EffectChange(key, left, right));
            }
        }
        return List.copyOf(changes);
    }

    private static TreeMap<String, String> leaves(JsonNode node) {
        var leaves = new TreeMap<String, String>();
        collect("", node, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, TreeMap<String, String> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(p -> collect(path.isEmpty() ? p.getKey() : path + "." + p.getKey(), p.getValue(), leaves));
        } else if (node.isArray()) {
            // a list is one value to people: its items have no names
            leaves.put(
                    path,
                    node.values().stream()
                            .map(item -> item.isString() ? item.stringValue() : item.toString())
                            .collect(Collectors.joining("\n")));
        } else if (!node.isNull()) {
            leaves.put(path, node.isString() ? node.stringValue() : node.toString());
        }
    }
}
