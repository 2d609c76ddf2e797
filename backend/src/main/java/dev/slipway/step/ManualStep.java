package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Decision;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a person whether to go on, who must say why. */
@Component
class ManualStep extends TypedStep<ManualStep.Settings> {

    static final String CONTINUE = "Continue";
    static final String STOP = "Stop";

    /** @param expires how long the question stands; empty: until somebody answers */
    record Settings(String question, Optional<Duration> expires) {}

    @Override
    public String kind() {
        return "manual";
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
        return new Settings(
                in.requiredText("question", "Such as question: Is the load balancer drained?"), in.duration("expires"));
    }

    @Override
    List<String> plan(StepContext context, Settings settings) {
        return List.of("Ask a person to continue or stop: " + settings.question());
    }

    @Override
    StepResult run(StepContext context, Settings settings) {
        var answer = context.decision().filter(decision -> !decision.note().isBlank());
        if (answer.isPresent()) {
            return answered(context, answer.get());
        }
        var expires = expires(context, settings);
        if (expires != null && !context.now().isBefore(expires)) {
            return StepResult.Failed.with(FailureReport.of(
                    "Nobody answered by " + expires + ": " + settings.question(), "Run the job again from this step."));
        }
        return new StepResult.AwaitingDecision(settings.question(), List.of(CONTINUE, STOP), expires);
    }

    private static @Nullable Instant expires(StepContext context, Settings settings) {
        if (settings.expires().isEmpty()) {
            return null;
        }
        return context.memory().recall("expires", Instant.class).orElseGet(() -> {
            var end = context.now().plus(settings.expires().get());
            context.memory().keep("expires", end);
            return end;
        });
    }

    private static StepResult answered(StepContext context, Decision decision) {
        var told = decision.choice() + " by " + decision.by() + ": " + decision.note();
        if (decision.choice().equalsIgnoreCase(CONTINUE)) {
            context.log().line(Ansi.green(told));
            return StepResult.Succeeded.with(told);
        }
        context.log().line(Ansi.red(told));
        return new StepResult.Failed(
                FailureReport.of(told, "Nothing was done here. Start a new job when the reason is gone."),
                null,
                List.of(),
                false);
    }

    @Override
    StepResult cancel(StepContext context, Settings settings) {
        return new StepResult.Cancelled("The question was withdrawn", null);
    }
}
