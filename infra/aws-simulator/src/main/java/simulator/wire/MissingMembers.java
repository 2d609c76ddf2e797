package simulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Finds which required members a request lacks. */
final class MissingMembers {

    private final List<String> missing = new ArrayList<>();

    static List<String> of(SdkPojo request, List<String> required) {
        var found = new MissingMembers();
        required.forEach(path -> found.look(request, path, path));
        return found.missing;
    }

    private void look(SdkPojo pojo, String rest, String path) {
        var dot = rest.indexOf('.');
        var step = dot < 0 ? rest : rest.substring(0, dot);
        var value = value(pojo, step.replaceFirst("(\\[]|\\{})+$", ""));
        if (dot < 0) {
            if (value == null) {
                missing.add("missing required member " + path);
            }
        } else if (value != null) {
            descend(value, rest.substring(dot + 1), path);
        }
    }

    private void descend(Object value, String rest, String path) {
        switch (value) {
            case SdkPojo pojo -> look(pojo, rest, path);
            case List<?> items -> items.forEach(item -> descend(item, rest, path));
            case Map<?, ?> entries -> entries.values().forEach(item -> descend(item, rest, path));
            default -> throw new IllegalStateException(path + " leads through a value");
        }
    }

    private static @Nullable Object value(SdkPojo pojo, String name) {
        return pojo.sdkFields().stream()
                .filter(field -> field.memberName().equalsIgnoreCase(name))
                .findFirst()
                .map(field -> field.getValueOrDefault(pojo))
                .filter(value -> !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap))
                .orElse(null);
    }
}
