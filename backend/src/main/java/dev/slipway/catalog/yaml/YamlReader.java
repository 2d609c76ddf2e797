package dev.slipway.catalog.yaml;

import dev.slipway.catalog.LocatedProblem;
import dev.slipway.catalog.yaml.YamlSource.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one text. Depth and size are limited, so that neither nesting nor aliases can exhaust the portal. */
final class YamlReader {

    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 50_000;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setLabel("definition")
            .build();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String text;
    private final Map<String, Spot> spots = new HashMap<>();
    private final List<LocatedProblem> problems = new ArrayList<>();
    private int nodes;

    YamlReader(String text) {
        this.text = text;
    }

    YamlSource read() {
        try {
            checkDepth();
            var root = new Compose(SETTINGS).composeString(text);
            var tree = root.isPresent() ? convert(root.get(), "", Position.of(root.get()), 0) : JSON.missingNode();
            return new YamlSource(tree, spots, problems);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            return unreadable(
                    mark.map(Position::of).orElse(Position.START), "It must be YAML: " + lower(e.getProblem()));
        } catch (ReaderException e) {
            return unreadable(positionOf(e.getPosition()), "It must be text without control characters");
        } catch (YamlEngineException e) {
            return unreadable(Position.START, "It must be YAML: " + lower(String.valueOf(e.getMessage())));
        } catch (TooLarge e) {
            return unreadable(e.at, e.rule);
        }
    }

    /** The composer recurses, the parser does not: look at the depth with the parser before composing. */
    private void checkDepth() {
        var depth = 0;
        for (var event : new Parse(SETTINGS).parseString(text)) {
            if (event.getEventId() == Event.ID.MappingStart || event.getEventId() == Event.ID.SequenceStart) {
                depth++;
                refuseDeeperThanAllowed(
                        depth, event.getStartMark().map(Position::of).orElse(Position.START));
            } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
                depth--;
            }
        }
    }

    private JsonNode convert(Node node, String path, Position key, int depth) {
        var at = Position.of(node);
        refuseDeeperThanAllowed(depth, at);
        if (++nodes > MAX_NODES) {
            throw new TooLarge(
                    at, "It must have at most %,d values, aliases counted as often as used".formatted(MAX_NODES));
        }
        return switch (node) {
            case MappingNode mapping -> {
                spots.putIfAbsent(path, new Spot(key, at, null));
                yield mapping(mapping, path, depth);
            }
            case SequenceNode sequence -> {
                spots.putIfAbsent(path, new Spot(key, at, null));
                yield list(sequence, path, depth);
            }
            case ScalarNode scalar -> {
                spots.putIfAbsent(path, new Spot(key, at, scalar.getValue()));
                yield Scalars.convert(scalar, (rule, remedy) -> problem(at, path, rule, remedy));
            }
            default -> throw new IllegalStateException("A composed document has no " + node.getNodeType());
        };
    }

    private JsonNode mapping(MappingNode mapping, String path, int depth) {
        var object = JSON.objectNode();
        var lines = new HashMap<String, Integer>();
        for (var tuple : mapping.getValue()) {
            var at = Position.of(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problem(at, path, "A key must be a word", "Write the key as plain text");
                continue;
            }
            var key = scalar.getValue();
            var below = join(path, key);
            var first = lines.putIfAbsent(key, at.line());
            if (first == null) {
                object.set(key, convert(tuple.getValueNode(), below, at, depth + 1));
            } else {
                doubled(at, below, key, first);
            }
        }
        return object;
    }

    private void doubled(Position at, String path, String key, int first) {
        if (path.matches("services\\.[^.]+\\.placements\\.[^.]+")) {
            problem(
                    at,
                    path,
                    "A service must have one placement in an environment; '%s' is placed on line %d already"
                            .formatted(key, first),
                    "Merge the two placements, or remove one");
        } else {
            problem(
                    at,
                    path,
                    "'%s' must be there once; it is on line %d already".formatted(key, first),
                    "Remove one of them");
        }
    }

    private JsonNode list(SequenceNode sequence, String path, int depth) {
        var array = JSON.arrayNode();
        for (var node : sequence.getValue()) {
            array.add(convert(node, join(path, String.valueOf(array.size())), Position.of(node), depth + 1));
        }
        return array;
    }

    private void problem(Position at, String path, String rule, String remedy) {
        problems.add(new LocatedProblem(at.line(), at.column(), path, rule, remedy));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static void refuseDeeperThanAllowed(int depth, Position at) {
        if (depth > MAX_DEPTH) {
            throw new TooLarge(at, "It must be nested at most %d deep".formatted(MAX_DEPTH));
        }
    }

    private static YamlSource unreadable(Position at, String rule) {
        return YamlSource.unreadable(new LocatedProblem(
                at.line(), at.column(), "", rule, "Correct the text there; the rest is checked once it can be read"));
    }

    private Position positionOf(int codePoint) {
        var before = text.substring(
                0, text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length()))));
        var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(line, before.length() - before.lastIndexOf('\n'));
    }

    private static String lower(String sentence) {
        return sentence.isBlank()
                ? sentence
                : Character.toLowerCase(sentence.strip().charAt(0))
                        + sentence.strip().substring(1);
    }

    /** The text was refused before it was read to its end. */
    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Position at;
        private final String rule;

        TooLarge(Position at, String rule) {
            super(rule);
            this.at = at;
            this.rule = rule;
        }
    }
}
