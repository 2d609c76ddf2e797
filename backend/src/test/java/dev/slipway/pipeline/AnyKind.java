package dev.slipway.pipeline;

import dev.slipway.target.SettingProblem;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Knows the kinds of the templates and takes any settings. */
final class AnyKind implements StepKinds {

    @Override
    public Set<String> names() {
        return Set.of("pre-check", "migrate", "deploy", "verify", "force-update", "rollback");
    }

    @Override
    public boolean actsOnPlacement(String kind) {
        return true;
    }

    @Override
    public List<SettingProblem> validate(String kind, ObjectNode settings) {
        return List.of();
    }
}
