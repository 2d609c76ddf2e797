package dev.slipway.pipeline;

import dev.slipway.target.SettingProblem;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of steps a test knows: {@code deploy} acts on a placement, {@code wait} does not and needs {@code for}. */
final class KnownKinds implements StepKinds {

    @Override
    public Set<String> names() {
        return Set.of("deploy", "wait");
    }

    @Override
    public boolean actsOnPlacement(String kind) {
        return kind.equals("deploy");
    }

    @Override
    public List<SettingProblem> validate(String kind, ObjectNode settings) {
        return kind.equals("wait") && !settings.has("for")
                ? List.of(new SettingProblem("for", "must say how long", "Such as 5m."))
                : List.of();
    }
}
