package dev.slipway.pipeline.web;

import dev.slipway.identity.Access;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.target.DurationText;
import dev.slipway.target.SettingsReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline as the API shows it.
 *
 * @param version of the project's own pipeline; 1 for a built-in template
 * @param builtIn whether it comes with Slipway
 */
record PipelineAnswer(String key, String title, int version, boolean builtIn, List<StepAnswer> steps) {

    static PipelineAnswer of(Access access, Pipeline pipeline) {
        return new PipelineAnswer(
                pipeline.key(),
                pipeline.title(),
                pipeline.version(),
                pipeline.builtIn(),
                pipeline.steps().stream()
                        .map(step -> StepAnswer.of(access, pipeline, step))
                        .toList());
    }

    /**
     * One step.
     *
     * @param needs all it waits for, the step above included where the definition names none
     */
    record StepAnswer(
            String name,
            String title,
            String kind,
            JsonNode settings,
            List<String> needs,
            String when,
            @Nullable String timeout,
            int attempts,
            String backOff,
            boolean perService,
            int parallel) {

        static StepAnswer of(Access access, Pipeline pipeline, StepDefinition step) {
            return new StepAnswer(
                    step.name(),
                    step.title(),
                    step.kind(),
                    Redacted.of(access, step.settings()),
                    pipeline.needsOf(step),
                    SettingsReader.word(step.when()),
                    step.timeout() == null ? null : DurationText.print(step.timeout()),
                    step.retry().attempts(),
                    DurationText.print(step.retry().backOff()),
                    step.perService(),
                    step.parallel());
        }

        /** When and how often it runs, in words. */
        public String manner() {
            var manner = new StringBuilder(perService ? "for each service" : "once");
            if (perService) {
                manner.append(parallel == 1 ? ", in order" : ", " + parallel + " at a time");
            }
            if (when.equals("failure")) {
                manner.append("; only if a step before it failed");
            } else if (when.equals("always")) {
                manner.append("; in any case");
            }
            if (timeout != null) {
                manner.append("; at most ").append(timeout);
            }
            if (attempts > 1) {
                manner.append("; up to ")
                        .append(attempts)
                        .append(" attempts, ")
                        .append(backOff)
                        .append(" apart");
            }
            return manner.toString();
        }
    }
}
