package dev.slipway.pipeline;

import dev.slipway.target.SettingProblem;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What pipelines must know about step kinds to validate a definition; the job module answers from its steps. */
public interface StepKinds {

    Set<String> names();

    /** Whether a step of this known kind acts on one placement, and so runs once for each unless it says otherwise. */
    boolean actsOnPlacement(String kind);

    /** Problems of the settings of a step of a known kind. */
    List<SettingProblem> validate(String kind, ObjectNode settings);
}
