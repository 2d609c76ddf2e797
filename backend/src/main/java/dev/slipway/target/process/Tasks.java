package dev.slipway.target.process;

import dev.slipway.artifact.Digest;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.LogSlice;
import dev.slipway.target.RunsTasks.TaskId;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.RunsTasks.TaskState;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.TargetUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One-off commands of a placement, each in a folder of its own under {@code tasks}. */
record Tasks(PlacementFolder placement, Machine machine, Instant now) {

    private static final Duration UNTIL_KILL = Duration.ofSeconds(10);

    /**
     * What is known of a task besides its run.
     *
     * @param stopReason why it must stop
     * @param asked whether it was sent SIGTERM
     */
    record Task(
            StoredRevision revision,
            List<String> command,
            Duration timeout,
            Instant startedAt,
            @Nullable String stopReason,
            @Nullable Instant stoppedAt,
            boolean asked) {

        Task asking() {
            return new Task(revision, command, timeout, startedAt, stopReason, stoppedAt, true);
        }

        Task stopping(String why, Instant now) {
            return stoppedAt == null ? new Task(revision, command, timeout, startedAt, why, now, false) : this;
        }
    }

    /** Intent first, then the run, whose shim starts it once however often this is asked. */
    TaskId start(TaskOrder order) throws IOException, DeploymentRefused {
        var id = new TaskId("t-"
                + Digest.of(order.token().getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 12));
        var home = home(id);
        if (!Files.exists(home.resolve("task.json"))) {
            write(
                    home,
                    new Task(
                            StoredRevision.of(order.revision()),
                            order.command(),
                            order.timeout(),
                            now,
                            null,
                            null,
                            false));
        }
        var task = read(home);
        if (task.stoppedAt() == null && run(home).look() instanceof Run.Look.NotStarted) {
            try {
                run(home).start(Run.Shim.installed(machine.processes()), command(home, id, task));
            } catch (SecretUnavailable e) {
                run(home).abandon();
                throw new DeploymentRefused(String.valueOf(e.getMessage()));
            }
        }
        return id;
    }

    private Run.Command command(Path home, TaskId id, Task task) throws IOException, SecretUnavailable {
        var values = Map.of(
                "${artifact}",
                        machine.artifacts()
                                .ready(task.revision().artifact())
                                .content()
                                .toString(),
                "${java}", Machine.java(),
                "${instance}", id.value());
        var environment = machine.environment(task.revision());
        environment.put("SLIPWAY_INSTANCE", id.value());
        environment.put("SLIPWAY_VERSION", task.revision().version());
        return new Run.Command(
                Placeholders.fill(task.command(), values), environment, home.resolve("work"), home.resolve("log"));
    }

    /** Ends it when its time is over, and says how it is. */
    TaskState look(TaskId id) throws IOException, TargetUnavailable {
        return look(known(id));
    }

    private TaskState look(Path home) throws IOException {
        var task = read(home);
        if (!(run(home).look() instanceof Run.Look.Ended)
                && !task.startedAt().plus(task.timeout()).isAfter(now)) {
            task = stop(
                    home,
                    task,
                    "it ran longer than its time-out of " + task.timeout().toSeconds() + " s");
        } else if (task.stoppedAt() != null) {
            push(home, task);
        }
        return switch (run(home).look()) {
            case Run.Look.Ended ended -> ended(task, ended);
            case Run.Look.Running running ->
                new TaskState(false, null, "runs with pid " + running.process().pid(), null);
            case Run.Look.NotStarted _, Run.Look.Starting _ -> new TaskState(false, null, "starts", null);
        };
    }

    private static TaskState ended(Task task, Run.Look.Ended ended) {
        var code = ended.exitCode();
        if (task.stopReason() != null) {
            return new TaskState(true, code, "Stopped: " + task.stopReason(), ended.at());
        }
        return new TaskState(
                true,
                code,
                code == null
                        ? "It ended, and nobody could note its exit code: the machine may have stopped"
                        : "Ended with exit code " + code,
                ended.at());
    }

    LogSlice read(TaskId id, long offset, int maxBytes) throws IOException, TargetUnavailable {
        var home = known(id);
        // Asked before the bytes are read: what is printed in between is not the end.
        var ended = run(home).look() instanceof Run.Look.Ended;
        return new LogFile(home.resolve("log")).read(offset, maxBytes, ended);
    }

    void stop(TaskId id) throws IOException, TargetUnavailable {
        var home = known(id);
        stop(home, read(home), "as asked");
    }

    private Task stop(Path home, Task task, String why) throws IOException {
        if (run(home).look() instanceof Run.Look.Ended) {
            return task;
        }
        var stopping = task.stopping(why, now);
        write(home, stopping);
        push(home, stopping);
        return stopping;
    }

    private void push(Path home, Task task) throws IOException {
        var session = run(home).session();
        var stopped = task.stoppedAt();
        if (session.isEmpty()) {
            run(home).abandon();
        } else if (stopped != null && !stopped.plus(UNTIL_KILL).isAfter(now)) {
            session.get().signal("KILL");
        } else if (!task.asked()) {
            session.get().signal("TERM");
            write(home, task.asking());
        }
    }

    /** Looks at every task that may still run, so that time-outs hold when nobody follows. */
    void endOverdue() throws IOException {
        if (!Files.isDirectory(placement.tasks())) {
            return;
        }
        try (var homes = Files.newDirectoryStream(placement.tasks())) {
            for (var home : homes) {
                if (Files.exists(home.resolve("task.json"))
                        && !Files.exists(home.resolve("run").resolve("exit"))) {
                    look(home);
                }
            }
        }
    }

    private Path known(TaskId id) throws TargetUnavailable {
        var home = home(id);
        if (!Files.exists(home.resolve("task.json"))) {
            throw new TargetUnavailable("There is no record of task " + id.value() + " in " + placement.folder());
        }
        return home;
    }

    private Path home(TaskId id) {
        if (!id.value().matches("t-[0-9a-f]{12}")) {
            throw new IllegalArgumentException("'" + id.value() + "' is not the name of a task");
        }
        return placement.tasks().resolve(id.value());
    }

    static Run run(Path home) {
        return new Run(home.resolve("run"));
    }

    static Task read(Path home) throws IOException {
        return PlacementFolder.JSON.readValue(Files.readAllBytes(home.resolve("task.json")), Task.class);
    }

    private static void write(Path home, Task task) throws IOException {
        AtomicFile.write(home.resolve("task.json"), PlacementFolder.JSON.writeValueAsBytes(task));
    }
}
