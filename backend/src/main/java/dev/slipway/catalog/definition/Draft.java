package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.yaml.YamlText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checked definition that is not saved yet.
 *
 * @param own the catalog's part, canonical
 * @param sections as written
 * @param text as written; null when it came as JSON and is to be rendered
 */
record Draft(
        String project,
        ObjectNode own,
        ObjectNode sections,
        @Nullable String text) {

    /** A text counts as changed with every character, JSON only with its content. */
    boolean isSameAs(DefinitionVersion version) {
        return text == null ? whole().toString().equals(version.definition().toString()) : text.equals(version.yaml());
    }

    DefinitionRow row(long version, Actor actor, Instant at, @Nullable String comment) {
        var yaml = text == null ? YamlText.of(whole()) : text;
        return new DefinitionRow(0, project, version, own, sections, yaml, actor, at, comment);
    }

    private ObjectNode whole() {
        var whole = own.deepCopy();
        whole.setAll(sections);
        return whole;
    }
}
