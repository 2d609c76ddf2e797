package simulator.wire;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Writes an answer of the SDK's model as the XML of the query protocols. */
final class XmlWriter {

    private final StringBuilder xml = new StringBuilder();

    void raw(String text) {
        xml.append(text);
    }

    void text(String name, String text) {
        xml.append('<').append(name).append('>');
        text.chars().forEach(character -> {
            switch (character) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.append((char) character);
            }
        });
        xml.append("</").append(name).append('>');
    }

    void members(SdkPojo pojo) {
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                member(field.unmarshallLocationName(), field, value);
            }
        }
    }

    private void member(String name, SdkField<?> field, Object value) {
        switch (value) {
            case SdkPojo pojo -> within(name, () -> members(pojo));
            case List<?> items -> list(name, field.getRequiredTrait(ListTrait.class), items);
            case Map<?, ?> entries -> map(name, field.getRequiredTrait(MapTrait.class), entries);
            case SdkBytes bytes -> text(name, Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case Instant moment -> text(name, moment.toString());
            default -> text(name, value.toString());
        }
    }

    private void list(String name, ListTrait trait, List<?> items) {
        if (trait.isFlattened()) {
            items.forEach(item -> member(name, trait.memberFieldInfo(), item));
        } else {
            var itemName = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
            within(name, () -> items.forEach(item -> member(itemName, trait.memberFieldInfo(), item)));
        }
    }

    private void map(String name, MapTrait trait, Map<?, ?> entries) {
        var key = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        var value = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        Runnable all = () -> entries.forEach((entryKey, item) -> within(trait.isFlattened() ? name : "entry", () -> {
            text(key, entryKey.toString());
            member(value, trait.valueFieldInfo(), item);
        }));
        if (trait.isFlattened()) {
            all.run();
        } else {
            within(name, all);
        }
    }

    private void within(String name, Runnable content) {
        xml.append('<').append(name).append('>');
        content.run();
        xml.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
