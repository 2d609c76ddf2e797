package dev.slipway.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests of an operation: some valid, most with one thing wrong. */
final class Attempts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> TYPES = List.of(
            "application/xml",
            "application/x-java-serialized-object",
            "text/html; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "*/*",
            "nonsense",
            "application/x-ndjson",
            "application/cbor");
    private static final List<String> ACCEPTED = List.of(
            "application/xml", "text/html", "nonsense", "text/event-stream", "image/*", "*/*;q=0", "application/cbor");

    private final Inputs inputs;

    Attempts(Inputs inputs) {
        this.inputs = inputs;
    }

    Attempt make(Operation operation, Random random) {
        var values = new LinkedHashMap<Operation.Parameter, String>();
        for (var parameter : operation.parameters()) {
            if (parameter.required() || random.nextInt(3) == 0) {
                values.put(parameter, inputs.parameter(operation, parameter, random));
            }
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", random.nextInt(12) == 0 ? Mischief.any(ACCEPTED, random) : "application/json");
        var body = body(operation, headers, random);
        var wrong = "valid";
        var where = random.nextInt(10);
        if (where < 2 && !values.isEmpty()) {
            var parameter = Mischief.any(List.copyOf(values.keySet()), random);
            values.put(parameter, Mischief.shortText(random));
            wrong = parameter.in() + " " + parameter.name();
        } else if (where < 3) {
            headers.put("Content-Type", Mischief.any(TYPES, random));
            wrong = "content type";
        } else if (where < 9 && body != null) {
            var spoilt = Spoilt.some(body, random);
            body = spoilt.bytes();
            wrong = spoilt.how();
        }
        return new Attempt(operation, wrong, target(operation, values, headers, random), headers, body);
    }

    private byte @Nullable [] body(Operation operation, Map<String, String> headers, Random random) {
        if (operation.bodies().isEmpty()) {
            return random.nextInt(10) == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : null;
        }
        var type = Mischief.any(operation.bodies().keySet().stream().sorted().toList(), random);
        headers.put("Content-Type", type);
        var content = inputs.body(Objects.requireNonNull(operation.bodies().get(type)), random);
        return (content.isString() ? content.asString() : JSON.writeValueAsString(content))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String target(
            Operation operation, Map<Operation.Parameter, String> values, Map<String, String> headers, Random random) {
        var query = new ArrayList<String>();
        values.forEach((parameter, value) -> {
            switch (parameter.in()) {
                case "query" -> query.add(encoded(parameter.name()) + "=" + encoded(value));
                case "header" -> headers.put(parameter.name(), printable(value));
                default -> {}
            }
        });
        if (random.nextInt(20) == 0) {
            query.add(encoded(Mischief.shortText(random)) + "=" + encoded(Mischief.shortText(random)));
        }
        var path = operation.filled(parameter -> encoded(values.getOrDefault(parameter, "")));
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** A lone surrogate has no bytes, so it is sent as those that would be its. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** The client refuses to send what would end a header; raw ones are in {@code RawRequestsTest}. */
    private static String printable(String value) {
        return value.chars()
                .filter(c -> c >= ' ' && c < 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A body with one thing wrong. */
    record Spoilt(String how, byte[] bytes) {

        static Spoilt some(byte[] valid, Random random) {
            JsonNode tree;
            try {
                tree = JSON.readTree(valid);
            } catch (tools.jackson.core.JacksonException _) {
                return text(valid, random);
            }
            return tree.isObject() && random.nextInt(4) > 0 ? member((ObjectNode) tree, random) : text(valid, random);
        }

        private static Spoilt member(ObjectNode tree, Random random) {
            var how = "";
            JsonNode at = tree;
            while (true) {
                if (at instanceof ObjectNode object && !object.isEmpty()) {
                    var name = Mischief.any(
                            object.properties().stream().map(Map.Entry::getKey).toList(), random);
                    how += "." + name;
                    var child = object.path(name);
                    if (child.isContainer() && !child.isEmpty() && random.nextBoolean()) {
                        at = child;
                        continue;
                    }
                    if (random.nextInt(6) == 0) {
                        object.remove(name);
                    } else {
                        object.set(name, Mischief.value(random));
                    }
                } else if (at instanceof ArrayNode array && !array.isEmpty()) {
                    var child = array.get(0);
                    if (child.isContainer() && !child.isEmpty() && random.nextInt(3) > 0) {
                        at = child;
                        continue;
                    }
                    how += "[0]";
                    array.set(0, Mischief.value(random));
                } else {
                    tree.set(Mischief.shortText(random), Mischief.value(random));
                    how += "something more";
                }
                return new Spoilt("body" + how, JSON.writeValueAsBytes(tree));
            }
        }

        private static Spoilt text(byte[] valid, Random random) {
            return switch (random.nextInt(14)) {
                case 0 -> of("half a body", new String(valid, 0, valid.length / 2, StandardCharsets.UTF_8));
                case 1 -> of("nothing", "");
                case 2 -> of("an array", "[" + new String(valid, StandardCharsets.UTF_8) + "]");
                case 3 -> of("null", "null");
                case 4 -> of("deep arrays", "[".repeat(50_000));
                case 5 -> of("deep objects", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
                case 6 -> of("deep flow", "project: " + "[".repeat(20_000) + "]".repeat(20_000));
                case 7 -> of("laughs", laughs());
                case 8 -> of("a long number", "{\"version\": " + "9".repeat(2_000) + "}");
                case 9 -> new Spoilt("bytes", bytes(random));
                case 10 ->
                    of("a doubled name", "{\"reason\": \"a\", \"reason\": \"b\", \"project\": 1, \"project\": 2}");
                case 11 -> of("a tag", "project: !!javax.script.ScriptEngineManager [x]\nservices: &a [*a]");
                case 12 ->
                    random.nextInt(6) == 0
                            ? of("five megabytes", "{\"reason\": \"" + "x".repeat(5_000_000) + "\"}")
                            : of("a megabyte", "{\"reason\": \"" + "é".repeat(500_000) + "\"}");
                default -> of("a text", "\"" + Mischief.shortText(random).replaceAll("[\"\\\\]", "") + "\"");
            };
        }

        private static Spoilt of(String how, String text) {
            return new Spoilt(how, text.getBytes(StandardCharsets.UTF_8));
        }

        private static byte[] bytes(Random random) {
            var bytes = new byte[200];
            random.nextBytes(bytes);
            return bytes;
        }

        private static String laughs() {
            var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
            for (var i = 1; i < 12; i++) {
                yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
            }
            return yaml.append("variables: {x: *a11}\n").toString();
        }
    }
}
