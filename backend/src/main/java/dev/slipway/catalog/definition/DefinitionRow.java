package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.DigestUtils;
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
        // not for security: tells apart states of one version, whose sections another module may have changed
        var hash = DigestUtils.md5DigestAsHex(whole.toString().getBytes(StandardCharsets.UTF_8));
        return version + "-" + hash.substring(0, 12);
    }
}
