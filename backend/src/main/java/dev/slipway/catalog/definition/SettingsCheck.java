package dev.slipway.catalog.definition;

import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Nearest;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.Targets;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Has a placement's settings checked by its target. */
final class SettingsCheck {

    private final Targets targets;

    SettingsCheck(Targets targets) {
        this.targets = targets;
    }

    void check(Cursor placement) {
        var kind = placement.at("target");
        var settings = placement.at("settings");
        if (!kind.isThere()) {
            placement
                    .report()
                    .key(
                            placement.path(),
                            "A placement must say on which target it runs",
                            "Write target: " + String.join(" or ", targets.kinds()));
        }
        var readable = !settings.isThere() || settings.isMapping();
        kind.text()
                .ifPresent(name -> find(name)
                        .ifPresentOrElse(
                                target -> {
                                    if (readable) {
                                        ask(target, settings);
                                    }
                                },
                                () -> kind.problem(
                                        "There is no target '%s'".formatted(name),
                                        Nearest.remedy(name, targets.kinds()))));
    }

    private Optional<DeploymentTarget> find(String name) {
        return TargetKind.isWellFormed(name) ? targets.find(new TargetKind(name)) : Optional.empty();
    }

    private static void ask(DeploymentTarget target, Cursor settings) {
        var json = settings.node() instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        target.validate(new TargetSettings(json)).forEach(problem -> {
            var path = problem.path().isEmpty() ? settings.path() : settings.path() + "." + problem.path();
            settings.report().value(path, problem.rule(), problem.remedy());
        });
    }
}
