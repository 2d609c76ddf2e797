package dev.slipway.catalog.definition;

import dev.slipway.target.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A node of the definition under check: it knows its path, and reports what is wrong with it. */
record Cursor(String path, JsonNode node, Report report) {

    Cursor at(String key) {
        return new Cursor(below(key), node.path(key), report);
    }

    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Whether it is a mapping; absent counts as empty, anything else is reported. */
    boolean isMapping() {
        if (isThere() && !node.isObject()) {
            report.value(path, "It must be a mapping of keys to values, not " + kind(node), "Indent the keys below it");
        }
        return node.isObject();
    }

    Stream<Cursor> entries() {
        return isMapping() ? List.copyOf(node.propertyNames()).stream().map(this::at) : Stream.empty();
    }

    void onlyKeys(Set<String> known) {
        if (node.isObject()) {
            node.propertyNames().stream()
                    .filter(key -> !known.contains(key))
                    .forEach(key -> report.key(
                            below(key), "'%s' is not known here".formatted(key), Nearest.remedy(key, known)));
        }
    }

    /** Text if there is any; a value of another type is reported. */
    Optional<String> text() {
        if (isThere() && !node.isString()) {
            report.value(path, "It must be text, not " + kind(node), "Put it in quotes");
        }
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    void name(String what) {
        if (!Names.isKey(name())) {
            report.key(path, what + " " + Names.RULE + ", not '" + name() + "'", "Rename it");
        }
    }

    void problem(String rule, String remedy) {
        report.value(path, rule, remedy);
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "nothing";
        };
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
