package dev.slipway.job;

import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.SettingProblem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** A step kind whose runs do what a test says, by the name of the step run. */
class ScriptedStep implements Step {

    /** What a run does. */
    interface Script {

        StepResult run(StepContext context) throws Exception;
    }

    final Map<String, Script> runs = new ConcurrentHashMap<>();
    final Map<String, Script> cancels = new ConcurrentHashMap<>();
    private final String kind;
    private final boolean changes;

    ScriptedStep(String kind, boolean changes) {
        this.kind = kind;
        this.changes = changes;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public boolean needsPlacement() {
        return changes;
    }

    @Override
    public boolean changes() {
        return changes;
    }

    @Override
    public List<SettingProblem> validate(ObjectNode settings) {
        return List.of();
    }

    @Override
    public List<String> plan(StepContext context) {
        return List.of("Would run " + context.stepRun());
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return runs.getOrDefault(context.stepRun(), c -> StepResult.Succeeded.with("Done"))
                .run(context);
    }

    @Override
    public StepResult cancel(StepContext context) throws Exception {
        return cancels.getOrDefault(context.stepRun(), c -> new StepResult.Cancelled("Stopped", null))
                .run(context);
    }
}
