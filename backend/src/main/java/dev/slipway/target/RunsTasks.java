package dev.slipway.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Can run a command once beside a service, with its artifact and configuration. */
public interface RunsTasks {

    /** Starts the task, or returns the one this token already started. */
    TaskId start(TaskOrder order) throws TargetUnavailable, DeploymentRefused;

    TaskState look(PlacementKey placement, TaskId task) throws TargetUnavailable;

    /** What the task printed from byte {@code offset} on; the same offset twice gives the same bytes. */
    LogSlice read(PlacementKey placement, TaskId task, long offset, int maxBytes) throws TargetUnavailable;

    void stop(PlacementKey placement, TaskId task) throws TargetUnavailable;

    /** The target's name of a task. */
    record TaskId(String value) {}

    /** @param command argument vector; never goes through a shell */
    record TaskOrder(PlacementKey placement, Revision revision, List<String> command, Duration timeout, String token) {

        public TaskOrder {
            command = List.copyOf(command);
        }
    }

    /** @param exitCode null while it runs, and when it ended without one; then {@code reason} says why */
    record TaskState(
            boolean ended,
            @Nullable Integer exitCode,
            String reason,
            @Nullable Instant endedAt) {}
}
