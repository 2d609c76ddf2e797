package dev.slipway.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A method of a path as the OpenAPI document describes it. */
record Operation(String method, String path, List<Parameter> parameters, Map<String, JsonNode> bodies) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** An input in path, query or header. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    static List<Operation> of(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> operation(path.getKey(), method.getKey(), method.getValue())))
                .sorted(java.util.Comparator.comparing(Operation::toString))
                .toList();
    }

    private static Operation operation(String path, String method, JsonNode node) {
        return new Operation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                node.path("parameters")
                        .valueStream()
                        .map(one -> new Parameter(
                                one.path("name").asString(),
                                one.path("in").asString(),
                                one.path("required").asBoolean(false),
                                one.path("schema")))
                        .toList(),
                node.path("requestBody").path("content").properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The part of the path that says what kind of thing an id is of: {@code jobs} in {@code /api/v1/jobs/{id}/cancel}. */
    String kindOf(String variable) {
        var at = path.indexOf("/{" + variable + "}");
        var before = path.substring(0, Math.max(at, 0));
        return before.substring(before.lastIndexOf('/') + 1);
    }

    String filled(Function<Parameter, @Nullable String> value) {
        var filled = path;
        for (var parameter : parameters) {
            if (parameter.in().equals("path")) {
                filled = filled.replace("{" + parameter.name() + "}", String.valueOf(value.apply(parameter)));
            }
        }
        return filled;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
