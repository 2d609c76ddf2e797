package dev.slipway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One value that changed.
 *
 * @param path keys and indexes joined by dots; empty for a value that is no object
 * @param before absent if it was added
 * @param after absent if it was removed
 */
public record Difference(
        String path, @Nullable String before, @Nullable String after) {

    static List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        var old = leaves(before);
        var now = leaves(after);
        var paths = new TreeMap<String, String>(old);
        paths.putAll(now);
        var differences = new ArrayList<Difference>();
        for (var path : paths.keySet()) {
            var a = old.get(path);
            var b = now.get(path);
            if (a == null || !a.equals(b)) {
                differences.add(new Difference(path, a, b));
            }
        }
        return differences;
    }

    private static TreeMap<String, String> leaves(@Nullable JsonNode node) {
        var leaves = new TreeMap<String, String>();
        if (node != null) {
            collect("", node, leaves);
        }
        return leaves;
    }

    private static void collect(String path, JsonNode node, TreeMap<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(p -> collect(join(path, p.getKey()), p.getValue(), leaves));
        } else if (node.isArray() && !node.isEmpty()) {
            for (var i = 0; i < node.size(); i++) {
                collect(join(path, Integer.toString(i)), node.get(i), leaves);
            }
        } else if (!node.isNull()) {
            leaves.put(path, node.isString() ? node.stringValue() : node.toString());
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
