package dev.slipway.pipeline;

import java.util.List;

/**
 * An ordered graph of steps, as data.
 *
 * @param key readable, unique in the project, such as {@code full-deploy}
 * @param version from 1; a job keeps the version it started with
 * @param builtIn whether it is a template that comes with Slipway rather than the project's own
 */
public record Pipeline(String key, String title, int version, boolean builtIn, List<StepDefinition> steps) {

    public Pipeline {
        steps = List.copyOf(steps);
    }

    /** Names of the steps that must have ended before this one: those it names, or else the one above it. */
    public List<String> needsOf(StepDefinition step) {
        var index = steps.indexOf(step);
        if (!step.needs().isEmpty() || index < 1) {
            return step.needs();
        }
        return List.of(steps.get(index - 1).name());
    }
}
