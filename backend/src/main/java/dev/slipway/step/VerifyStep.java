package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.DurationText;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Proves that what should run does run and answers as it should, several times in a row. Changes nothing. */
@Component
class VerifyStep extends TypedStep<VerifySettings> {

    private final HttpProbe probe;

    VerifyStep(HttpProbe probe) {
        this.probe = probe;
    }

    @Override
    public String kind() {
        return "verify";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    VerifySettings read(SettingsReader in) {
        return VerifySettings.read(in);
    }

    @Override
    List<String> plan(StepContext context, VerifySettings settings) throws StepRefused {
        var actions = new ArrayList<String>();
        var version = switch (settings.expect()) {
            case RELEASE -> VerifyRound.expected(context.placed()).version();
            case SINGLE_VERSION -> "one version";
        };
        actions.add("Look " + settings.passes() + " times whether every instance of "
                + context.placed().key() + " is healthy and runs " + version);
        if (settings.url() != null) {
            actions.add("Ask " + settings.url() + " for status " + settings.status());
        }
        return actions;
    }

    /** Passes in a row so far. */
    record Passes(int inARow) {}

    @Override
    StepResult run(StepContext context, VerifySettings settings) throws StepRefused, SecretUnavailable {
        var deadline = Deadline.of(context, "deadline", settings.within());
        var round = new VerifyRound(context, settings, probe).look();
        var memory = context.memory();
        if (round.holds()) {
            var passes =
                    memory.recall("passes", Passes.class).map(Passes::inARow).orElse(0) + 1;
            context.log().line(Ansi.green("Pass " + passes + " of " + settings.passes() + ": " + round.seen()));
            if (passes >= settings.passes()) {
                return StepResult.Succeeded.with(round.seen() + ", " + passes + " times in a row");
            }
            memory.keep("passes", new Passes(passes));
            return again(context, settings, (double) passes / settings.passes());
        }
        context.log().line(Ansi.yellow(String.join("; ", round.doubts())));
        memory.keep("passes", new Passes(0));
        if (deadline.passed(context)) {
            return StepResult.Failed.with(report(settings, round));
        }
        return again(context, settings, 0);
    }

    private static StepResult again(StepContext context, VerifySettings settings, double fraction) {
        return new StepResult.Waiting(context.now().plus(settings.interval()), "Verifying", fraction);
    }

    private static FailureReport report(VerifySettings settings, VerifyRound.Seen round) {
        return new FailureReport(
                "Not proven within " + DurationText.print(settings.within()) + ": " + String.join("; ", round.doubts()),
                null,
                List.of(),
                round.healthAnswer(),
                null,
                "Look at the service's own log. If what runs is wrong, roll back; if it is only slow, verify again.");
    }

    @Override
    StepResult cancel(StepContext context, VerifySettings settings) {
        return new StepResult.Cancelled("Stopped verifying; nothing was changed", null);
    }
}
