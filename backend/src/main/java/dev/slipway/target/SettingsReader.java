package dev.slipway.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads settings key by key and notes what is wrong instead of stopping, so that all problems are told at once. A key
 * nobody asked for is a problem too.
 */
public final class SettingsReader {

    private final String path;
    private final ObjectNode json;
    private final List<SettingProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<SettingsReader> children = new ArrayList<>();

    public SettingsReader(ObjectNode json) {
        this("", json, new ArrayList<>());
    }

    private SettingsReader(String path, ObjectNode json, List<SettingProblem> problems) {
        this.path = path;
        this.json = json;
        this.problems = problems;
    }

    /** The value under this key; empty if absent or null. */
    public Optional<JsonNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(json.get(key)).filter(node -> !node.isNull());
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(node -> scalar(key, node));
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** The text, which must be there and not blank; empty text and a problem if it is not. */
    public String requiredText(String key, String remedy) {
        var text = text(key).orElse("");
        if (text.isBlank()) {
            problem(key, "must be given", remedy);
        }
        return text;
    }

    public boolean flag(String key, boolean otherwise) {
        var node = node(key);
        if (node.isPresent() && !node.get().isBoolean()) {
            problem(key, "must be true or false", "Write true or false without quotes.");
        }
        return node.filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(otherwise);
    }

    public int whole(String key, int otherwise, int least, int most) {
        var node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (!node.get().isIntegralNumber()
                || !node.get().canConvertToInt()
                || node.get().intValue() < least
                || node.get().intValue() > most) {
            problem(key, "must be a whole number from " + least + " to " + most, "For example " + otherwise + ".");
            return otherwise;
        }
        return node.get().intValue();
    }

    public Duration duration(String key, Duration otherwise) {
        return duration(key).orElse(otherwise);
    }

    /** Empty if absent or, with a problem noted, not a duration. */
    public Optional<Duration> duration(String key) {
        var text = text(key);
        var duration = text.flatMap(DurationText::parse);
        if (text.isPresent() && duration.isEmpty()) {
            problem(key, "must be a duration, not '" + text.get() + "'", "Write a number and a unit: 30s, 5m or 1h.");
        }
        return duration;
    }

    /** A list of texts, or one text alone; empty if absent. */
    public List<String> texts(String key) {
        var node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof ArrayNode array)) {
            return scalar(key, node.get()).map(List::of).orElse(List.of());
        }
        var texts = new ArrayList<String>();
        for (var index = 0; index < array.size(); index++) {
            scalar(key + "." + index, array.get(index)).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    /** Texts by name, in the order written; empty if absent. */
    public Map<String, String> textsByName(String key) {
        var texts = new LinkedHashMap<String, String>();
        node(key).ifPresent(node -> {
            if (node instanceof ObjectNode object) {
                object.properties()
                        .forEach(entry -> scalar(key + "." + entry.getKey(), entry.getValue())
                                .ifPresent(text -> texts.put(entry.getKey(), text)));
            } else {
                problem(key, "must be names with texts", "Write one 'NAME: value' a line below it.");
            }
        });
        return texts;
    }

    /** One of the constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        var text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        var constants = otherwise.getDeclaringClass().getEnumConstants();
        for (var constant : constants) {
            if (word(constant).equals(text.get())) {
                return constant;
            }
        }
        var words = Stream.of(constants).map(SettingsReader::word).toList();
        problem(
                key,
                "must be one of " + String.join(", ", words) + ", not '" + text.get() + "'",
                Nearest.remedy(text.get(), words));
        return otherwise;
    }

    /** The object under this key, to be read by its own keys. */
    public Optional<SettingsReader> object(String key) {
        var node = node(key);
        if (node.isPresent() && !(node.get() instanceof ObjectNode)) {
            problem(key, "must be an object", "Write keys and values below it.");
        }
        return node.filter(ObjectNode.class::isInstance).map(object -> child(key, (ObjectNode) object));
    }

    /** The objects in the list under this key; empty if absent. */
    public List<SettingsReader> objects(String key) {
        var node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof ArrayNode array)) {
            problem(key, "must be a list", "Begin each entry with '- '.");
            return List.of();
        }
        var objects = new ArrayList<SettingsReader>();
        for (var index = 0; index < array.size(); index++) {
            if (array.get(index) instanceof ObjectNode object) {
                objects.add(child(key + "." + index, object));
            } else {
                problem(key + "." + index, "must be an object", "Write keys and values.");
            }
        }
        return List.copyOf(objects);
    }

    /** Every key the settings hold, in order. */
    public List<String> keys() {
        return List.copyOf(json.propertyNames());
    }

    /** Notes something only the caller can know. */
    public void problem(String key, String rule, String remedy) {
        problems.add(new SettingProblem(at(key), rule, remedy));
    }

    /** Everything noted so far, with each key that nobody has asked for. To be called on the outermost reader, once. */
    public List<SettingProblem> problems() {
        var all = new ArrayList<>(problems);
        noteUnknown(all);
        return List.copyOf(all);
    }

    private void noteUnknown(List<SettingProblem> all) {
        for (var key : json.propertyNames()) {
            if (!asked.contains(key)) {
                all.add(new SettingProblem(at(key), "is not a known setting", Nearest.remedy(key, asked)));
            }
        }
        children.forEach(child -> child.noteUnknown(all));
    }

    private SettingsReader child(String key, ObjectNode object) {
        var child = new SettingsReader(at(key), object, problems);
        children.add(child);
        return child;
    }

    private Optional<String> scalar(String key, JsonNode node) {
        if (node.isString() || node.isIntegralNumber() || node.isBoolean()) {
            return Optional.of(node.asString());
        }
        // 1.10 has become 1.1 by now: decimals must be quoted to stay what was written.
        problem(key, "must be text", node.isNumber() ? "Put it in quotes." : "Write one value, in quotes if in doubt.");
        return Optional.empty();
    }

    private String at(String key) {
        if (path.isEmpty() || key.isEmpty()) {
            return path + key;
        }
        return path + "." + key;
    }

    /** How a constant is written in settings. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
