package dev.slipway.catalog.definition;

import dev.slipway.catalog.InvalidDefinition;
import dev.slipway.catalog.yaml.YamlSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns texts into checked definitions. */
@Component
class Drafts {

    private final DefinitionCheck check;
    private final Sections sections;
    private final JsonMapper json;

    Drafts(DefinitionCheck check, Sections sections, JsonMapper json) {
        this.check = check;
        this.sections = sections;
        this.json = json;
    }

    /** @throws InvalidDefinition with everything that is wrong */
    Draft of(String project, String text) {
        var isJson = isJson(text);
        // YAML knows no tab between tokens; JSON knows no other
        var source = YamlSource.parse(isJson ? text.replace('\t', ' ') : text);
        var problems = check.check(project, source);
        if (!problems.isEmpty()) {
            throw new InvalidDefinition(problems);
        }
        return new Draft(
                project,
                stored(Canonical.of(project, source)),
                stored(sections.of(source.root())),
                isJson ? null : withUnixLines(text));
    }

    /** The same tree with the node types it will have when it is read back. */
    private ObjectNode stored(ObjectNode tree) {
        return (ObjectNode) json.readTree(json.writeValueAsString(tree));
    }

    private boolean isJson(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return false;
        }
        return parsed(text) != null;
    }

    private @Nullable Object parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            return null; // then it is YAML in flow style, or the check says what is wrong with it
        }
    }

    /** A browser sends CR LF for every line end of a form; the text would differ from itself. */
    private static String withUnixLines(String text) {
        return text.replace("\r\n", "\n");
    }
}
