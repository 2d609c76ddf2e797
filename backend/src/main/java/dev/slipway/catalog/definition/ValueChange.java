package dev.slipway.catalog.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One value of a definition that differs.
 *
 * @param path keys and indexes joined by dots
 * @param before absent if it was added
 * @param after absent if it was removed
 */
public record ValueChange(
        String path, @Nullable JsonNode before, @Nullable JsonNode after) {

    /** Every difference, in the order of the document. */
    public static List<ValueChange> between(@Nullable JsonNode before, JsonNode after) {
        var changes = new ArrayList<ValueChange>();
        compare("", before == null ? JsonNodeFactory.instance.objectNode() : before, after, changes);
        return List.copyOf(changes);
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<ValueChange> changes) {
        if (isTree(before) && isTree(after) && (hasKeys(before) || hasKeys(after))) {
            var keys = new LinkedHashSet<String>();
            if (before != null) {
                keys.addAll(before.propertyNames());
            }
            if (after != null) {
                keys.addAll(after.propertyNames());
            }
            for (var key : keys) {
                compare(
                        path.isEmpty() ? key : path + "." + key,
                        before == null ? null : before.get(key),
                        after == null ? null : after.get(key),
                        changes);
            }
        } else if (!java.util.Objects.equals(before, after)) {
            changes.add(new ValueChange(path, before, after));
        }
    }

    /** What was added or removed as a whole is told value by value as well. */
    private static boolean isTree(@Nullable JsonNode node) {
        return node == null || node.isObject();
    }

    private static boolean hasKeys(@Nullable JsonNode node) {
        return node != null && !node.isEmpty();
    }
}
