package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.SettingsReader;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step whose settings are one record.
 *
 * @param <S> the record
 */
abstract class TypedStep<S> implements Step {

    /** Reads the settings; notes problems with the reader and then answers some valid record. */
    abstract S read(SettingsReader in);

    abstract List<String> plan(StepContext context, S settings) throws Exception;

    abstract StepResult run(StepContext context, S settings) throws Exception;

    abstract StepResult cancel(StepContext context, S settings) throws Exception;

    @Override
    public final List<SettingProblem> validate(ObjectNode settings) {
        var in = new SettingsReader(settings);
        read(in);
        return in.problems();
    }

    @Override
    public final List<String> plan(StepContext context) throws Exception {
        try {
            return plan(context, settings(context));
        } catch (StepRefused e) {
            return List.of("Would fail: " + e.report().what());
        }
    }

    @Override
    public final StepResult run(StepContext context) throws Exception {
        try {
            return run(context, settings(context));
        } catch (StepRefused e) {
            context.log().line(Ansi.red(e.report().what()));
            return new StepResult.Failed(e.report(), null, List.of(), false);
        } catch (SecretUnavailable e) {
            context.log().line(Ansi.red(Reason.of(e)));
            return StepResult.Failed.with(
                    FailureReport.of(Reason.of(e), "Make the secret available where the portal runs, then retry."));
        }
    }

    @Override
    public final StepResult cancel(StepContext context) throws Exception {
        try {
            return cancel(context, settings(context));
        } catch (StepRefused e) {
            return new StepResult.Cancelled(
                    "Nothing had been started: " + e.report().what(), null);
        }
    }

    final S settings(StepContext context) throws StepRefused {
        var in = new SettingsReader(context.settings());
        var settings = read(in);
        var problems = in.problems();
        if (!problems.isEmpty()) {
            throw new StepRefused(
                    "The settings of this " + kind() + " step are wrong: "
                            + problems.stream()
                                    .map(problem -> (problem.path() + " " + problem.rule()).strip())
                                    .collect(Collectors.joining("; ")),
                    "Mend the pipeline: " + problems.getFirst().remedy());
        }
        return settings;
    }
}
