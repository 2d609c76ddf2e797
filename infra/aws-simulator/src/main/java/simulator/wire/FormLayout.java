package simulator.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** The layout of the query protocols: a form whose keys are paths, such as {@code Tags.member.1.Key}. */
final class FormLayout implements Layout {

    private final boolean ec2;

    /**
     * @param ec2 whether lists are numbered without a name for their items, as in EC2's variant
     */
    FormLayout(boolean ec2) {
        this.ec2 = ec2;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, ?> structure(Object node) {
        return node instanceof String text && text.isEmpty() ? Map.of() : (Map<String, ?>) node;
    }

    @Override
    public List<?> list(Object node, ListTrait trait) {
        var name = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        return numbered(ec2 || trait.isFlattened() ? node : child(node, name));
    }

    @Override
    public Map<String, ?> map(Object node, MapTrait trait) {
        var read = new LinkedHashMap<String, Object>();
        for (var entry : numbered(trait.isFlattened() ? node : child(node, "entry"))) {
            var members = structure(entry);
            var key = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
            var value = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
            read.put(String.valueOf(members.get(key)), members.get(value));
        }
        return read;
    }

    private Object child(Object node, String name) {
        var members = structure(node);
        if (members.isEmpty()) {
            return "";
        }
        var child = members.get(name);
        if (child == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return child;
    }

    private List<?> numbered(Object node) {
        var items = new TreeMap<Integer, Object>();
        structure(node).forEach((number, item) -> items.put(Integer.valueOf(number), item));
        return new ArrayList<>(items.values());
    }

    @Override
    public Object value(Object node, SdkField<?> field) {
        var text = (String) node;
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text;
            case BOOLEAN -> Boolean.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case INSTANT -> Instant.parse(text);
            case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
            default -> throw new IllegalArgumentException(text);
        };
    }
}
