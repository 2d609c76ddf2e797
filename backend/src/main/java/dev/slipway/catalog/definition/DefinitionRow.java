package dev.slipway.catalog.definition;

import dev.slipway.artifact.Digest;
import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stored version.
 *
 * @param own the catalog's part, canonical
 * @param sections what other modules read back when this version was saved
 */
record DefinitionRow(
        long id,
        String project,
        long version,
        ObjectNode own,
        ObjectNode sections,
        String yaml,
        Actor by,
        Instant at,
        @Nullable String comment) {

    /** This version, with its sections as they were read back. */
    DefinitionRow saved(ObjectNode sections) {
        return new DefinitionRow(id, project, version, own, sections, yaml, by, at, comment);
    }

    DefinitionVersion asSaved() {
        return with(sections);
    }

    /** The text stays its author's as long as the sections are what they were when it was saved. */
    DefinitionVersion with(ObjectNode sectionsNow) {
        var whole = own.deepCopy();
        whole.setAll(sectionsNow);
        var text = sectionsNow.equals(sections) ? yaml : YamlText.of(whole);
        return new DefinitionVersion(project, version, tag(whole), text, whole, by, at, comment);
    }

    private String tag(ObjectNode whole) {
        var hash = Digest.of(whole.toString().getBytes(StandardCharsets.UTF_8));
        return version + "-" + hash.hex().substring(0, 12);
    }
}
