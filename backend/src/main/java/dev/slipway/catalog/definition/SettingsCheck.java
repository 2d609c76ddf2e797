package dev.slipway.catalog.definition;

import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.TargetSettings;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Has a placement's settings checked by its target. */
final class SettingsCheck {

    private final List<DeploymentTarget> targets;

    SettingsCheck(List<DeploymentTarget> targets) {
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
                            "Write target: " + String.join(" or ", kinds()));
        }
        if (settings.isThere() && !settings.isMapping()) {
            return;
        }
        kind.text()
                .ifPresent(name -> targets.stream()
                        .filter(target -> target.kind().value().equals(name))
                        .findFirst()
                        .ifPresentOrElse(target -> ask(target, settings), () -> unknown(kind, name)));
    }

    private static void ask(DeploymentTarget target, Cursor settings) {
        var json = settings.node() instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        target.validate(new TargetSettings(json)).forEach(problem -> {
            var path = problem.path().isEmpty() ? settings.path() : settings.path() + "." + problem.path();
            settings.report().value(path, problem.rule(), problem.remedy());
        });
    }

    private void unknown(Cursor kind, String name) {
        kind.problem(
                "There is no target '%s'".formatted(name),
                NearestName.of(name, kinds())
                        .map("Did you mean '%s'?"::formatted)
                        .orElse("Use " + String.join(" or ", kinds())));
    }

    private List<String> kinds() {
        return targets.stream().map(target -> target.kind().value()).sorted().toList();
    }
}
