package dev.slipway.identity.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generated OpenAPI document as the page of the API shows it. */
record ApiDescription(String title, String description, List<Group> groups) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Operations on one kind of thing. */
    record Group(String name, List<Operation> operations) {}

    /**
     * A method of a path.
     *
     * @param request an example of the body, if there is one
     * @param answer an example of the answer, if it has a body
     */
    record Operation(
            String id,
            String method,
            String path,
            String summary,
            String description,
            List<Parameter> parameters,
            @Nullable String request,
            String status,
            @Nullable String answer) {}

    /** An input in path, query or header. */
    record Parameter(String name, String in, boolean required, String type, String description) {}

    static ApiDescription of(JsonNode document, JsonMapper json) {
        var examples = new ApiExamples(document, json);
        var groups = new TreeMap<String, List<Operation>>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> groups.computeIfAbsent(tag(method.getValue()), _ -> new ArrayList<>())
                                .add(operation(path.getKey(), method.getKey(), method.getValue(), examples))));
        return new ApiDescription(
                document.path("info").path("title").asString(""),
                document.path("info").path("description").asString(""),
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                        .toList());
    }

    private static Operation operation(String path, String method, JsonNode node, ApiExamples examples) {
        var success = node.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .findFirst();
        return new Operation(
                node.path("operationId").asString(method + path),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("summary").asString(""),
                node.path("description").asString(""),
                node.path("parameters")
                        .valueStream()
                        .map(ApiDescription::parameter)
                        .toList(),
                examples.of(node.path("requestBody")),
                success.map(response -> response.getKey()).orElse(""),
                success.map(response -> examples.of(response.getValue())).orElse(null));
    }

    private static Parameter parameter(JsonNode node) {
        return new Parameter(
                node.path("name").asString(""),
                node.path("in").asString(""),
                node.path("required").asBoolean(false),
                node.path("schema").path("type").asString("string"),
                node.path("description").asString(""));
    }

    private static String tag(JsonNode operation) {
        var name = operation.path("tags").path(0).asString("other");
        return name.replaceAll("-(api|controller)$", "").replace('-', ' ');
    }
}
