package dev.slipway.job;

import dev.slipway.job.spi.Step;
import dev.slipway.pipeline.StepKinds;
import dev.slipway.target.SettingProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The step kinds of this portal, by the name pipelines give them. */
@Component
class Steps implements StepKinds {

    private final Map<String, Step> kinds = new TreeMap<>();

    Steps(ObjectProvider<Step> steps) {
        steps.forEach(step -> kinds.put(step.kind(), step));
    }

    Optional<Step> find(String kind) {
        return Optional.ofNullable(kinds.get(kind));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(kinds.keySet());
    }

    @Override
    public boolean actsOnPlacement(String kind) {
        return known(kind).needsPlacement();
    }

    @Override
    public List<SettingProblem> validate(String kind, ObjectNode settings) {
        return known(kind).validate(settings);
    }

    private Step known(String kind) {
        return find(kind).orElseThrow(() -> new IllegalArgumentException("There is no step kind " + kind));
    }
}
