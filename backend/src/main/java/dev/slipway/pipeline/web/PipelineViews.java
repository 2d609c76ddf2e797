package dev.slipway.pipeline.web;

import dev.slipway.identity.Access;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.PipelineVersion;
import dev.slipway.pipeline.PipelineWriter;
import dev.slipway.pipeline.PipelineYaml;
import dev.slipway.pipeline.StepGraph;
import dev.slipway.pipeline.web.PipelineAnswer.StepAnswer;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Pipelines as their page shows them. */
@Component
class PipelineViews {

    private final PipelineWriter writer;
    private final PipelineYaml yaml;

    PipelineViews(PipelineWriter writer, PipelineYaml yaml) {
        this.writer = writer;
        this.yaml = yaml;
    }

    /**
     * One pipeline.
     *
     * @param columns its steps; those of one column may run side by side
     * @param yaml its definition, to be copied
     */
    record View(PipelineAnswer it, List<List<StepView>> columns, String yaml) {}

    /** @param settings in YAML; empty when there are none */
    record StepView(StepAnswer it, String settings) {}

    /** One version with its definition in YAML. */
    record VersionView(int version, boolean removed, String by, Instant at, String yaml) {}

    View of(Access access, Pipeline pipeline) {
        var columns = StepGraph.of(pipeline).columns().stream()
                .map(column -> column.stream()
                        .map(step -> view(StepAnswer.of(access, pipeline, step)))
                        .toList())
                .toList();
        return new View(
                PipelineAnswer.of(access, pipeline),
                columns,
                yaml.write(pipeline.key(), Redacted.of(access, writer.write(pipeline))));
    }

    private StepView view(StepAnswer step) {
        return new StepView(step, step.settings().isEmpty() ? "" : yaml.write("settings", step.settings()));
    }

    List<VersionView> versions(Access access, String key, List<PipelineVersion> versions) {
        return versions.stream()
                .map(version -> new VersionView(
                        version.version(),
                        version.removed(),
                        version.by().name(),
                        version.at(),
                        version.removed() ? "" : yaml.write(key, Redacted.of(access, version.definition()))))
                .toList();
    }
}
