package dev.slipway.catalog.yaml;

import dev.slipway.catalog.LocatedProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A YAML text as a tree of which every node knows its line. Paths are keys and indexes joined by dots. */
public final class YamlSource {

    private final JsonNode root;
    private final Map<String, Spot> spots;
    private final List<LocatedProblem> problems;

    YamlSource(JsonNode root, Map<String, Spot> spots, List<LocatedProblem> problems) {
        this.root = root;
        this.spots = new HashMap<>(spots);
        this.problems = List.copyOf(problems);
    }

    /** Never fails: a text that is no YAML has problems and an empty tree. */
    public static YamlSource parse(String text) {
        return new YamlReader(text).read();
    }

    static YamlSource unreadable(LocatedProblem problem) {
        return new YamlSource(JsonNodeFactory.instance.missingNode(), Map.of(), List.of(problem));
    }

    /** The tree; a missing node for an empty or unreadable text. Of a doubled key the first value counts. */
    public JsonNode root() {
        return root;
    }

    /** What is wrong with the text as YAML: syntax, doubled keys, things JSON has no word for. */
    public List<LocatedProblem> problems() {
        return problems;
    }

    /** Where the value begins: a scalar itself, a mapping or list at its key; the nearest thing above if it is not there. */
    public Position value(String path) {
        return spot(path)
                .map(spot -> spot.raw() == null ? spot.key() : spot.value())
                .orElse(Position.START);
    }

    /** Where its key begins. */
    public Position key(String path) {
        return spot(path).map(Spot::key).orElse(Position.START);
    }

    /** A scalar as it was written, so that {@code 1.10} stays what it is. */
    public Optional<String> raw(String path) {
        return Optional.ofNullable(spots.get(path)).map(Spot::raw);
    }

    private Optional<Spot> spot(String path) {
        var at = path;
        while (!at.isEmpty() && !spots.containsKey(at)) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        }
        return Optional.ofNullable(spots.get(at));
    }

    /** @param raw null for a mapping or list */
    record Spot(Position key, Position value, @Nullable String raw) {}
}
