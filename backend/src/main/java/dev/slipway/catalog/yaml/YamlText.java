package dev.slipway.catalog.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.NonPrintableStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/** A tree as YAML text that reads back as the same tree. */
public final class YamlText {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setNonPrintableStyle(NonPrintableStyle.ESCAPE)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();

    private YamlText() {}

    public static String of(JsonNode tree) {
        return new Dump(SETTINGS, new Representer()).dumpToString(plain(tree));
    }

    private static @Nullable Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                node.values().forEach(value -> list.add(plain(value)));
                yield list;
            }
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            default -> null;
        };
    }

    /** Quotes a text of several lines that begins with white space: a block of it would not read back. */
    private static final class Representer extends StandardRepresenter {

        Representer() {
            super(SETTINGS);
            var otherwise = Objects.requireNonNull(representers.get(String.class));
            representers.put(
                    String.class,
                    data -> data instanceof String text && isIndentedBlock(text)
                            ? representScalar(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED)
                            : otherwise.representData(data));
        }

        private static boolean isIndentedBlock(String text) {
            return text.indexOf('\n') >= 0 && Character.isWhitespace(text.charAt(0));
        }
    }
}
