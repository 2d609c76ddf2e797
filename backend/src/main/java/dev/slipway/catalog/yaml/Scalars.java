package dev.slipway.catalog.yaml;

import java.math.BigInteger;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** YAML scalars as JSON values (YAML 1.2 core schema, section 10.3). */
final class Scalars {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scalars() {}

    static JsonNode convert(ScalarNode node, BiConsumer<String, String> problem) {
        var tag = node.getTag();
        var text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        } else if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        } else if (tag.equals(Tag.INT)) {
            return integer(text, problem);
        } else if (tag.equals(Tag.FLOAT)) {
            return decimal(text, problem);
        } else if (!tag.equals(Tag.STR) && !tag.equals(Tag.ENV_TAG)) {
            problem.accept(
                    "A value must be text, a number, true, false or null, not " + tag.getValue(), "Remove the tag");
        } else if (text.indexOf('\0') >= 0) {
            problem.accept("Text must not hold the character NUL", "Remove \\0");
        }
        return JSON.stringNode(text);
    }

    private static JsonNode integer(String text, BiConsumer<String, String> problem) {
        try {
            var value = text.startsWith("0x")
                    ? new BigInteger(text.substring(2), 16)
                    : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
            if (value.bitLength() < Integer.SIZE) {
                return JSON.numberNode(value.intValueExact());
            } else if (value.bitLength() < Long.SIZE) {
                return JSON.numberNode(value.longValueExact());
            }
        } catch (NumberFormatException e) {
            problem.accept("A number must be written in digits, not '" + text + "'", "Put it in quotes if it is text");
            return JSON.stringNode(text);
        }
        problem.accept("A whole number must fit into 64 bits", "Put it in quotes if it is text");
        return JSON.stringNode(text);
    }

    private static JsonNode decimal(String text, BiConsumer<String, String> problem) {
        var value = switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case ".inf", "+.inf", "-.inf", ".nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
        if (Double.isFinite(value)) {
            return JSON.numberNode(value);
        }
        problem.accept("A number must be finite, not '" + text + "'", "Put it in quotes if it is text");
        return JSON.stringNode(text);
    }
}
