package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.DetachedProcesses;
import dev.slipway.target.DetachedProcesses.State;
import dev.slipway.target.DurationText;
import dev.slipway.target.LogSlice;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs a command on the portal's machine; it outlives the portal and is found again, not started again. */
@Component
class CommandStep extends TypedStep<CommandSettings> {

    /** When it was started. */
    private static final String STARTED = "started-at";

    private static final Duration FIRST_SIGN = Duration.ofMillis(100);
    private static final String OVERDUE = "overdue";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration BEFORE_FORCE = Duration.ofSeconds(10);
    private static final Duration CANCEL_WITHIN = Duration.ofMinutes(1);

    private final DetachedProcesses processes;

    CommandStep(DetachedProcesses processes) {
        this.processes = processes;
    }

    @Override
    public String kind() {
        return "command";
    }

    @Override
    public boolean needsPlacement() {
        return false;
    }

    @Override
    CommandSettings read(SettingsReader in) {
        return CommandSettings.read(in);
    }

    @Override
    List<String> plan(StepContext context, CommandSettings settings) throws StepRefused {
        var variables = Scope.of(context);
        var actions = new ArrayList<String>();
        var shown = new ArrayList<String>();
        for (var argument : settings.vector()) {
            shown.add(variables.show(argument));
        }
        actions.add("Run " + String.join(" ", shown) + ", for at most " + DurationText.print(settings.timeout()));
        for (var entry : settings.environment().entrySet()) {
            actions.add("  with " + entry.getKey() + " = " + entry.getValue().show(variables));
        }
        return actions;
    }

    @Override
    StepResult run(StepContext context, CommandSettings settings)
            throws StepRefused, SecretUnavailable, IOException, InterruptedException {
        var key = Token.of(context);
        var started = context.memory().recall(STARTED, Instant.class);
        if (started.isEmpty()) {
            started = Optional.of(start(context, settings, key));
            processes.awaitSign(key, FIRST_SIGN);
        }
        var deadline = new Deadline(started.get().plus(settings.timeout()));
        // Looked at before it is read: what it printed before it ended is then read too.
        var state = processes.look(key);
        var output = output(context, key);
        output.forward(state instanceof State.Ended);
        return switch (state) {
            case State.NotStarted _ ->
                throw new StepRefused(
                        "The command was started, but nothing is known of it any more",
                        "Find out what it did. Portals that share one database need the same data folder for"
                                + " commands.");
            case State.Running _ when deadline.passed(context) -> overdue(context, settings, key, output);
            case State.Running _ -> new StepResult.Waiting(context.now().plus(LOOK_AGAIN), "The command runs", -1);
            case State.Ended _
            when context.memory().recall(OVERDUE, Boolean.class).isPresent() ->
                failedOverdue(context, settings, output, " and was stopped");
            case State.Ended ended -> ended(context, ended, output);
        };
    }

    private Instant start(StepContext context, CommandSettings settings, String key)
            throws StepRefused, SecretUnavailable, IOException {
        var variables = Scope.of(context);
        var vector = new ArrayList<String>();
        for (var argument : settings.vector()) {
            vector.add(variables.fill(argument));
        }
        var environment = new LinkedHashMap<String, String>();
        for (var entry : settings.environment().entrySet()) {
            environment.put(entry.getKey(), entry.getValue().fill(context, variables));
        }
        var folder = settings.folder().isPresent()
                ? Optional.of(Path.of(variables.fill(settings.folder().get())))
                : Optional.<Path>empty();
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new StepRefused("There is no folder " + folder.get(), "Create it, or correct the setting folder.");
        }
        context.log().line(Ansi.dim("$ " + String.join(" ", vector)));
        var at = context.now();
        // Starting is idempotent by its key, so the intent needs no note of its own before it.
        processes.start(key, new DetachedProcesses.Command(vector, environment, folder));
        context.memory().note(STARTED, at);
        return at;
    }

    private Output output(StepContext context, String key) {
        return new Output(context, offset -> read(key, offset));
    }

    private LogSlice read(String key, long offset) throws IOException {
        return processes.read(key, offset, Tail.CHUNK);
    }

    private StepResult ended(StepContext context, State.Ended ended, Output output) throws IOException {
        if (ended.exitCode() != null && ended.exitCode() == 0) {
            return StepResult.Succeeded.with("The command ended with exit code 0");
        }
        var told = ended.exitCode() == null
                ? "The command ended, but its exit code is lost"
                : "The command ended with exit code " + ended.exitCode();
        context.log().line(Ansi.red(told));
        return StepResult.Failed.with(new FailureReport(
                told,
                ended.exitCode(),
                output.lastLines(),
                null,
                null,
                "Read its last lines, mend the cause, then retry."));
    }

    /** Over only once it is seen to be. */
    private StepResult overdue(StepContext context, CommandSettings settings, String key, Output output)
            throws IOException {
        context.memory().keep(OVERDUE, true);
        processes.stop(key, true);
        if (Deadline.of(context, "give-up-at", CANCEL_WITHIN).passed(context)) {
            return failedOverdue(context, settings, output, ", and it could not be stopped");
        }
        return new StepResult.Waiting(context.now().plus(LOOK_AGAIN), "Stopping the command, its time is over", -1);
    }

    private static StepResult failedOverdue(
            StepContext context, CommandSettings settings, Output output, String andThen) throws IOException {
        var told = "The command did not end within " + DurationText.print(settings.timeout()) + andThen;
        context.log().line(Ansi.red(told));
        return StepResult.Failed.with(new FailureReport(
                told,
                null,
                output.lastLines(),
                null,
                null,
                "Give it more time with the setting timeout, or see why it hangs."));
    }

    @Override
    StepResult cancel(StepContext context, CommandSettings settings) throws IOException {
        var key = Token.of(context);
        var force = Deadline.of(context, "force-at", BEFORE_FORCE);
        var end = Deadline.of(context, "cancel-until", CANCEL_WITHIN);
        processes.stop(key, force.passed(context));
        var state = processes.look(key);
        output(context, key).forward(state instanceof State.Ended);
        return switch (state) {
            case State.NotStarted _ -> new StepResult.Cancelled("The command had not been started", null);
            case State.Ended ended ->
                new StepResult.Cancelled(
                        ended.exitCode() == null
                                ? "The command was stopped"
                                : "The command ended with exit code " + ended.exitCode(),
                        null);
            case State.Running _
            when end.passed(context) ->
                new StepResult.Cancelled("The command did not end although it was killed; it may still run", null);
            case State.Running _ -> new StepResult.Waiting(context.now().plus(LOOK_AGAIN), "Stopping the command", -1);
        };
    }
}
