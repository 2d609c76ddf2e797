package dev.slipway.catalog.web;

import dev.slipway.catalog.Placement;
import dev.slipway.catalog.PlacementStates;
import dev.slipway.catalog.Variable;
import dev.slipway.catalog.definition.ProjectDefinition;
import dev.slipway.catalog.definition.Redaction;
import dev.slipway.catalog.yaml.YamlText;
import dev.slipway.target.ConfigurationValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A placement as pages show it.
 *
 * @param settings as YAML
 * @param state null if nothing is known
 */
record Placed(Placement placement, String settings, PlacementStates.@Nullable State state, List<Value> variables) {

    static Placed of(
            ProjectDefinition definition,
            Placement placement,
            PlacementStates.@Nullable State state,
            boolean showSecrets) {
        var json = placement.settings().json();
        return new Placed(
                placement,
                json.isEmpty() ? "" : YamlText.of(showSecrets ? json : Redaction.of(json)),
                state,
                definition.variables(placement.key()).stream()
                        .map(variable -> Value.of(variable, showSecrets))
                        .toList());
    }

    /** A variable as pages show it. */
    record Value(String name, String text, boolean secret, String origin, List<Overridden> overridden) {

        static Value of(Variable variable, boolean showSecrets) {
            return new Value(
                    variable.name(),
                    text(variable.value(), showSecrets),
                    variable.value() instanceof ConfigurationValue.Secret,
                    word(variable.origin()),
                    variable.overridden().stream()
                            .map(layer -> new Overridden(text(layer.value(), showSecrets), word(layer.origin())))
                            .toList());
        }

        private static String word(Variable.Origin origin) {
            return origin.name().toLowerCase(Locale.ROOT);
        }

        private static String text(ConfigurationValue value, boolean showSecrets) {
            return switch (value) {
                case ConfigurationValue.Plain plain -> plain.value();
                case ConfigurationValue.Secret secret ->
                    showSecrets ? secret.reference().toString() : Redaction.HIDDEN;
            };
        }
    }

    /** A value that a nearer one replaces. */
    record Overridden(String text, String origin) {}
}
