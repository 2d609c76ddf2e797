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
        if (before != null && after != null && before.isObject() && after.isObject()) {
            var keys = new LinkedHashSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            for (var key : keys) {
                compare(path.isEmpty() ? key : path + "." + key, before.get(key), after.get(key), changes);
            }
        } else if (before == null || !before.equals(after)) {
            changes.add(new ValueChange(path, before, after));
        }
    }
}
