package simulator.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** An answer of the SDK's model as nested maps, lists and values, for JSON and CBOR. */
final class ModelTree {

    private final BiFunction<Instant, TimestampFormatTrait.@Nullable Format, Object> timestamp;

    /**
     * @param timestamp how the protocol writes a time, given the format the model asks for
     */
    ModelTree(BiFunction<Instant, TimestampFormatTrait.@Nullable Format, Object> timestamp) {
        this.timestamp = timestamp;
    }

    Map<String, Object> of(SdkPojo pojo) {
        var tree = new LinkedHashMap<String, Object>();
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                tree.put(field.unmarshallLocationName(), node(value, format(field)));
            }
        }
        return tree;
    }

    private static TimestampFormatTrait.@Nullable Format format(SdkField<?> field) {
        var trait = field.getTrait(TimestampFormatTrait.class);
        return trait == null ? null : trait.format();
    }

    private Object node(Object value, TimestampFormatTrait.@Nullable Format format) {
        return switch (value) {
            case SdkPojo pojo -> of(pojo);
            case Document document -> document.unwrap();
            case Instant moment -> timestamp.apply(moment, format);
            case SdkBytes bytes -> bytes.asByteArray();
            case List<?> items -> {
                var nodes = new ArrayList<>();
                items.forEach(item -> nodes.add(node(item, format)));
                yield nodes;
            }
            case Map<?, ?> entries -> {
                var nodes = new LinkedHashMap<String, Object>();
                entries.forEach((key, item) -> nodes.put((String) key, node(item, format)));
                yield nodes;
            }
            default -> value;
        };
    }
}
