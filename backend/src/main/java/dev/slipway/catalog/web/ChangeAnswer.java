package dev.slipway.catalog.web;

import dev.slipway.catalog.DefinitionChange;
import dev.slipway.catalog.definition.TextDiff;
import dev.slipway.catalog.definition.ValueChange;
import dev.slipway.identity.Access;
import java.util.List;
import java.util.Locale;

/**
 * What an import did or would do.
 *
 * @param change created, changed or unchanged
 * @param version the one it became or would become
 * @param diff of the YAML texts, line by line
 * @param changes of the values
 */
record ChangeAnswer(
        String project, String change, boolean dryRun, long version, String diff, List<ValueChange> changes) {

    static ChangeAnswer of(DefinitionChange change, Access access, boolean dryRun) {
        return new ChangeAnswer(
                change.after().project(),
                change.kind().name().toLowerCase(Locale.ROOT),
                dryRun,
                change.after().version(),
                TextDiff.unified(Shown.lines(access, change.before(), change.after())),
                Shown.changes(access, change.before(), change.after()));
    }
}
