package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DurationText;
import dev.slipway.target.RunsTasks;
import dev.slipway.target.RunsTasks.TaskId;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.RunsTasks.TaskState;
import dev.slipway.target.TargetUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Migrates with a command of the service's own, run once beside it at its target. */
@Component
class CommandMigration {

    private static final String TOKEN = "token";
    private static final String TASK = "task";
    private static final Duration UNREACHABLE_FOR = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration CANCEL_WITHIN = Duration.ofMinutes(2);

    List<String> plan(StepContext context, MigrateSettings.Command settings) throws StepRefused {
        tasks(context.placed());
        return List.of("Run " + String.join(" ", settings.command()) + " once beside "
                + context.placed().key()
                + " with release " + Releasing.revision(context.placed()).version()
                + ", for at most " + DurationText.print(settings.timeout()));
    }

    StepResult run(StepContext context, MigrateSettings.Command settings) throws StepRefused, IOException {
        var placed = context.placed();
        var tasks = tasks(placed);
        try {
            var task = started(context, settings, tasks);
            // Looked at before it is read: what it printed before it ended is then read too.
            var state = tasks.look(placed.key(), task);
            var output = output(context, tasks, task);
            output.forward(state.ended());
            if (!state.ended()) {
                return new StepResult.Waiting(context.now().plus(LOOK_AGAIN), "The migration command runs", -1);
            }
            return ended(context, state, output);
        } catch (TargetUnavailable e) {
            return Waits.next(context, UNREACHABLE_FOR, "The target cannot be asked: " + Reason.of(e))
                    .<StepResult>map(wait -> wait)
                    .orElseGet(() -> lost(e));
        } catch (DeploymentRefused e) {
            throw new StepRefused("The target refused to run the migration: " + Reason.of(e), TaskRemedy.REFUSED);
        }
    }

    private static TaskId started(StepContext context, MigrateSettings.Command settings, RunsTasks tasks)
            throws StepRefused, TargetUnavailable, DeploymentRefused {
        var known = context.memory().recall(TASK, String.class);
        if (known.isPresent()) {
            return new TaskId(known.get());
        }
        var token = Token.of(context);
        context.log().line(Ansi.dim("$ " + String.join(" ", settings.command())));
        context.memory().keep(TOKEN, token);
        var task = tasks.start(new TaskOrder(
                context.placed().key(),
                Releasing.revision(context.placed()),
                settings.command(),
                settings.timeout(),
                token));
        context.memory().keep(TASK, task.value());
        return task;
    }

    private static Output output(StepContext context, RunsTasks tasks, TaskId task) {
        var key = context.placed().key();
        return new Output(context, offset -> Asked.of(() -> tasks.read(key, task, offset, Tail.CHUNK)));
    }

    private static StepResult ended(StepContext context, TaskState state, Output output) throws IOException {
        var code = state.exitCode();
        if (code != null && code == 0) {
            return StepResult.Succeeded.with("The migration command ended with exit code 0");
        }
        var told = code == null
                ? "The migration command ended without an exit code: " + state.reason()
                : "The migration command ended with exit code " + code;
        context.log().line(Ansi.red(told));
        return StepResult.Failed.with(
                new FailureReport(told, code, output.lastLines(), null, null, TaskRemedy.of(state)));
    }

    private static StepResult lost(TargetUnavailable cause) {
        return new StepResult.Failed(
                FailureReport.of(
                        "Whether the migration ran is unknown: " + Reason.of(cause),
                        "Find out what it did before you go on."),
                null,
                List.of(),
                false);
    }

    StepResult cancel(StepContext context) throws StepRefused, IOException {
        var known = context.memory().recall(TASK, String.class);
        if (known.isEmpty()) {
            return new StepResult.Cancelled(
                    context.memory().recall(TOKEN, String.class).isEmpty()
                            ? "The migration had not been started"
                            : "The migration may have been started, but nothing more is known of it",
                    null);
        }
        var tasks = tasks(context.placed());
        var task = new TaskId(known.get());
        var end = Deadline.of(context, "cancel-until", CANCEL_WITHIN);
        try {
            tasks.stop(context.placed().key(), task);
            var state = tasks.look(context.placed().key(), task);
            output(context, tasks, task).forward(state.ended());
            if (state.ended()) {
                return new StepResult.Cancelled("The migration was stopped; how far it came is in its log", null);
            }
        } catch (TargetUnavailable e) {
            context.log().line(Ansi.yellow("The target cannot be asked: " + Reason.of(e)));
        }
        return end.passed(context)
                ? new StepResult.Cancelled("The migration could not be stopped; it may still run", null)
                : new StepResult.Waiting(context.now().plus(LOOK_AGAIN), "Stopping the migration", -1);
    }

    private static RunsTasks tasks(Placed placed) throws StepRefused {
        if (placed.target() instanceof RunsTasks tasks) {
            return tasks;
        }
        throw new StepRefused(
                "The target " + placed.target().kind() + " cannot run tasks", "Use tool: flyway, or another target.");
    }
}
