package simulator.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** The layout of JSON and CBOR: their own objects, arrays and values. */
final class TreeLayout implements Layout {

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, ?> structure(Object node) {
        return (Map<String, ?>) node;
    }

    @Override
    public List<?> list(Object node, ListTrait trait) {
        return (List<?>) node;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, ?> map(Object node, MapTrait trait) {
        return (Map<String, ?>) node;
    }

    @Override
    public Object value(Object node, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> (String) node;
            case BOOLEAN -> (Boolean) node;
            case INTEGER -> Math.toIntExact(whole(node));
            case LONG -> whole(node);
            case SHORT -> (short) whole(node);
            case BYTE -> (byte) whole(node);
            case FLOAT -> ((Number) node).floatValue();
            case DOUBLE -> ((Number) node).doubleValue();
            case BIG_DECIMAL -> new BigDecimal(node.toString());
            case INSTANT -> instant(node);
            case SDK_BYTES ->
                node instanceof byte[] bytes
                        ? SdkBytes.fromByteArray(bytes)
                        : SdkBytes.fromByteArray(Base64.getDecoder().decode((String) node));
            case DOCUMENT -> document(node);
            default -> throw new IllegalArgumentException(String.valueOf(node));
        };
    }

    private static long whole(Object node) {
        if (node instanceof Integer || node instanceof Long || node instanceof Short || node instanceof Byte) {
            return ((Number) node).longValue();
        }
        throw new IllegalArgumentException(String.valueOf(node));
    }

    private static Instant instant(Object node) {
        if (node instanceof Number seconds) {
            return Instant.ofEpochMilli(
                    new BigDecimal(seconds.toString()).movePointRight(3).longValue());
        }
        return Instant.parse((String) node);
    }

    private static Document document(@Nullable Object node) {
        return switch (node) {
            case null -> Document.fromNull();
            case String text -> Document.fromString(text);
            case Boolean truth -> Document.fromBoolean(truth);
            case Number number -> Document.fromNumber(number.toString());
            case List<?> items ->
                Document.fromList(items.stream().map(TreeLayout::document).toList());
            case Map<?, ?> members -> {
                var map = Document.mapBuilder();
                members.forEach((key, value) -> map.putDocument((String) key, document(value)));
                yield map.build();
            }
            default -> throw new IllegalArgumentException(node.toString());
        };
    }
}
