package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.DurationText;
import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets time pass without holding a thread. */
@Component
class WaitStep extends TypedStep<WaitStep.Settings> {

    /** @param duration how long, from the first run of the step */
    record Settings(Duration duration) {}

    @Override
    public String kind() {
        return "wait";
    }

    @Override
    public boolean needsPlacement() {
        return false;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    Settings read(SettingsReader in) {
        if (in.node("for").isEmpty()) {
            in.problem("for", "must say how long to wait", "Such as for: 5m.");
        }
        return new Settings(in.duration("for", Duration.ZERO));
    }

    @Override
    List<String> plan(StepContext context, Settings settings) {
        return List.of("Wait " + DurationText.print(settings.duration()));
    }

    @Override
    StepResult run(StepContext context, Settings settings) {
        var memory = context.memory();
        var until = memory.recall("until", Instant.class).orElseGet(() -> {
            var end = context.now().plus(settings.duration());
            context.log().line("Waiting " + DurationText.print(settings.duration()) + ", until " + end);
            memory.keep("until", end);
            return end;
        });
        if (context.now().isBefore(until)) {
            return new StepResult.Waiting(until, "Waiting until " + until, done(settings, until, context.now()));
        }
        return StepResult.Succeeded.with("Waited " + DurationText.print(settings.duration()));
    }

    private static double done(Settings settings, Instant until, Instant now) {
        var left = Duration.between(now, until).toMillis();
        return Math.clamp(1 - (double) left / Math.max(1, settings.duration().toMillis()), 0, 1);
    }

    @Override
    StepResult cancel(StepContext context, Settings settings) {
        return new StepResult.Cancelled("Stopped waiting", null);
    }
}
