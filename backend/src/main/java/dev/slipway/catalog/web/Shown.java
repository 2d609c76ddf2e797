package dev.slipway.catalog.web;

import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.definition.Redaction;
import dev.slipway.catalog.definition.TextDiff;
import dev.slipway.catalog.definition.ValueChange;
import dev.slipway.catalog.yaml.YamlText;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A definition as one reader may see it: whole, or without references to secrets and the author's comments. */
record Shown(String yaml, ObjectNode definition) {

    static Shown to(Access access, DefinitionVersion version) {
        if (access.may(Permission.EDIT)) {
            return new Shown(version.yaml(), version.definition());
        }
        var redacted = Redaction.of(version.definition());
        return new Shown(YamlText.of(redacted), redacted);
    }

    static List<TextDiff.Line> lines(Access access, @Nullable DefinitionVersion before, DefinitionVersion after) {
        return TextDiff.between(
                before == null ? "" : to(access, before).yaml(),
                to(access, after).yaml());
    }

    static List<ValueChange> changes(Access access, @Nullable DefinitionVersion before, DefinitionVersion after) {
        return ValueChange.between(
                before == null ? null : to(access, before).definition(),
                to(access, after).definition());
    }
}
