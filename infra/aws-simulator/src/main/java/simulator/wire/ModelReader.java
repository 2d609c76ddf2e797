package simulator.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Reads a request into the SDK's own class of it and notes everything that its model does not know. */
final class ModelReader {

    private final Layout layout;
    private final List<String> problems = new ArrayList<>();

    ModelReader(Layout layout) {
        this.layout = layout;
    }

    List<String> problems() {
        return problems;
    }

    Object read(SdkPojo builder, Map<String, ?> members, String path) {
        var unknown = new HashSet<>(members.keySet());
        for (var field : builder.sdkFields()) {
            var node = members.get(field.locationName());
            unknown.remove(field.locationName());
            if (node != null) {
                var where = path.isEmpty() ? field.locationName() : path + "." + field.locationName();
                var value = value(field, node, where);
                if (value != null) {
                    field.set(builder, value);
                }
            }
        }
        unknown.forEach(name -> problems.add("unknown member " + (path.isEmpty() ? name : path + "." + name)));
        return ((Buildable) builder).build();
    }

    private @org.jspecify.annotations.Nullable Object value(SdkField<?> field, Object node, String path) {
        try {
            return switch (field.marshallingType().getKnownType()) {
                case SDK_POJO -> read(field.constructor().get(), layout.structure(node), path);
                case LIST -> list(field.getRequiredTrait(ListTrait.class), node, path);
                case MAP -> map(field.getRequiredTrait(MapTrait.class), node, path);
                default -> layout.value(node, field);
            };
        } catch (IllegalArgumentException | ClassCastException e) {
            problems.add(path + " is no "
                    + field.marshallingType().getTargetClass().getSimpleName() + ": " + e.getMessage());
            return null;
        }
    }

    private List<Object> list(ListTrait trait, Object node, String path) {
        var read = new ArrayList<>();
        for (var item : layout.list(node, trait)) {
            var value = value(trait.memberFieldInfo(), item, path + "[" + read.size() + "]");
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    private Map<String, Object> map(MapTrait trait, Object node, String path) {
        var read = new LinkedHashMap<String, Object>();
        layout.map(node, trait).forEach((key, item) -> {
            var value = value(trait.valueFieldInfo(), item, path + "." + key);
            if (value != null) {
                read.put(key, value);
            }
        });
        return read;
    }
}
