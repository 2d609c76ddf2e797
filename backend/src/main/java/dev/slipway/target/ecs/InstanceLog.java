package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.LogSlice;
import dev.slipway.target.TargetUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a task of a service prints: its first container that runs an image of the release, else its first. */
record InstanceLog(Cloud cloud, TaskLogs logs, Instant now) {

    private static final Duration LINES_ARRIVE_WITHIN = Duration.ofSeconds(5);

    LogSlice read(EcsSettings settings, String instance, long offset, int maxBytes)
            throws AwsUnavailable, TargetUnavailable {
        var access = settings.place().access();
        var task = cloud.describeTasks(settings.place(), List.of(instance)).stream()
                .findFirst()
                .orElseThrow(() -> new TargetUnavailable(
                        "ECS no longer knows task " + instance + "; a stopped one is forgotten after about an hour"));
        var definition = cloud.definition(access, task.taskDefinitionArn()).definition();
        var container = definition.containerDefinitions().stream()
                .filter(one -> one.dockerLabels().containsKey(NextRevision.VERSION))
                .findFirst()
                .orElse(definition.containerDefinitions().getFirst());
        return stream(settings, container, task, offset, maxBytes);
    }

    private LogSlice stream(EcsSettings settings, ContainerDefinition container, Task task, long offset, int maxBytes)
            throws AwsUnavailable {
        var ended = task.stoppedAt() != null && now.isAfter(task.stoppedAt().plus(LINES_ARRIVE_WITHIN));
        var stream = TaskLogs.stream(settings.place().access(), settings.logs(), container, task.taskArn());
        return stream.isEmpty()
                ? new LogSlice(new byte[0], offset, ended)
                : logs.read(stream.get(), offset, maxBytes, ended);
    }
}
