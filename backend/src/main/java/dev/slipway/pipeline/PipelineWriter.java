package dev.slipway.pipeline;

import dev.slipway.pipeline.StepDefinition.Retry;
import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.DurationText;
import dev.slipway.target.SettingsReader;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a pipeline in canonical form: fixed order of keys, nothing that is the default. Two definitions that mean the same look the same. */
@Component
public class PipelineWriter {

    private final StepKinds kinds;

    PipelineWriter(StepKinds kinds) {
        this.kinds = kinds;
    }

    public ObjectNode write(Pipeline pipeline) {
        var json = JsonNodeFactory.instance.objectNode();
        if (!pipeline.title().equals(Titles.of(pipeline.key()))) {
            json.put("title", pipeline.title());
        }
        var steps = json.putArray("steps");
        pipeline.steps().forEach(step -> steps.add(write(step)));
        return json;
    }

    private ObjectNode write(StepDefinition step) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", step.name());
        if (!step.title().equals(Titles.of(step.name()))) {
            json.put("title", step.title());
        }
        json.put("kind", step.kind());
        if (!step.settings().isEmpty()) {
            json.set("settings", step.settings().deepCopy());
        }
        if (!step.needs().isEmpty()) {
            var needs = json.putArray("needs");
            step.needs().forEach(needs::add);
        }
        if (step.when() != When.SUCCESS) {
            json.put("when", SettingsReader.word(step.when()));
        }
        if (step.timeout() != null) {
            json.put("timeout", DurationText.print(step.timeout()));
        }
        if (!step.retry().equals(Retry.NONE)) {
            json.putObject("retry")
                    .put("attempts", step.retry().attempts())
                    .put("backOff", DurationText.print(step.retry().backOff()));
        }
        if (step.perService() != byKind(step)) {
            json.put("perService", step.perService());
        }
        if (step.parallel() != 1) {
            json.put("parallel", step.parallel());
        }
        return json;
    }

    private boolean byKind(StepDefinition step) {
        return kinds.names().contains(step.kind()) && kinds.actsOnPlacement(step.kind());
    }
}
