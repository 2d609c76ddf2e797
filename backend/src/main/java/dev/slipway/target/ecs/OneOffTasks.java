package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.LogSlice;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.RunsTasks.TaskState;
import dev.slipway.target.ecs.Ledger.Overtaken;
import dev.slipway.target.ecs.Ledger.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Runs commands once: a client token so that a retry runs nothing twice, and the outcome stored as soon as it is seen. */
record OneOffTasks(Cloud cloud, Ledger ledger, TaskLogs logs, Instant now) {

    private static final Duration NOT_SEEN_YET = Duration.ofMinutes(1);

    /** CloudWatch has a line a few seconds after it was printed. */
    private static final Duration LINES_ARRIVE_WITHIN = Duration.ofSeconds(5);

    private static final String LOST = "ECS no longer knows the task; a stopped one is forgotten after about an hour";

    OneOffTask start(TaskOrder order) throws AwsUnavailable, DeploymentRefused, Overtaken {
        var problems = EcsSettings.problems(order.revision().settings());
        if (!problems.isEmpty()) {
            var first = problems.getFirst();
            throw new DeploymentRefused("The setting " + first.path() + " " + first.rule() + ". " + first.remedy());
        }
        ledger.place(order.placement(), order.revision().settings());
        var known = ledger.taskOf(order.placement(), order.token());
        if (known.isPresent() && known.get().content.arn != null) {
            return known.get().content;
        }
        var page = known.isPresent()
                ? known.get()
                : ledger.begin(
                        order.placement(),
                        order.token(),
                        new OneOffTask(KeptRevision.of(order.revision()), order.timeout()));
        run(order, page);
        return page.content;
    }

    private void run(TaskOrder order, Page<OneOffTask> page) throws AwsUnavailable, DeploymentRefused, Overtaken {
        var task = page.content;
        var settings = task.revision.ecs();
        var access = settings.place().access();
        var service = cloud.service(settings.place());
        if (task.definition == null) {
            var starting = new Starting(cloud, ledger, now);
            var base = starting.base(settings, service);
            var next = NextRevision.of(base, task.revision);
            task.container = settings.taskContainer() == null
                    ? next.images().keySet().iterator().next()
                    : settings.taskContainer();
            task.definition = next.isCurrent()
                    ? base.taskDefinitionArn()
                    : starting.register(next, order.placement(), "task " + order.token());
            ledger.keepTask(order.placement(), page);
        }
        var definition = cloud.definition(access, task.definition).definition();
        var answer = Aws.await(cloud.ecs(access).runTask(request(order, page, definition, service)));
        if (!answer.failures().isEmpty()) {
            var failure = answer.failures().getFirst();
            throw new DeploymentRefused("ECS did not run the task: " + failure.reason()
                    + (failure.detail() == null ? "" : ", " + failure.detail())
                    + (failure.arn() == null ? "" : " (" + failure.arn() + ")"));
        }
        task.arn = answer.tasks().getFirst().taskArn();
        task.startedAt = now;
        ledger.keepTask(order.placement(), page);
    }

    private static RunTaskRequest request(
            TaskOrder order, Page<OneOffTask> page, TaskDefinition definition, Optional<Service> service) {
        var settings = page.content.revision.ecs();
        var request = RunTaskRequest.builder()
                .cluster(settings.place().cluster())
                .taskDefinition(definition.taskDefinitionArn())
                .clientToken(Starting.hash("task " + order.token()))
                .startedBy("slipway")
                .count(1)
                .networkConfiguration(network(settings, service))
                .overrides(overrides -> overrides.containerOverrides(
                        one -> one.name(page.content.container).command(order.command())));
        if (service.isPresent() && !service.get().capacityProviderStrategy().isEmpty()) {
            request.capacityProviderStrategy(service.get().capacityProviderStrategy());
        } else if (definition.requiresCompatibilities().contains(Compatibility.FARGATE)) {
            request.launchType(LaunchType.FARGATE);
        }
        return request.build();
    }

    private static @Nullable NetworkConfiguration network(EcsSettings settings, Optional<Service> service) {
        return settings.network() == null
                ? service.map(Service::networkConfiguration).orElse(null)
                : ServiceShape.network(settings.network());
    }

    TaskState look(PlacementKey key, Page<OneOffTask> page) throws AwsUnavailable, Overtaken {
        var task = page.content;
        if (task.endedAt == null) {
            observe(key, page);
        }
        var ended = task.endedAt;
        if (ended == null) {
            return new TaskState(false, null, task.reason, null);
        }
        if (!task.drained) {
            if (now.isBefore(ended.plus(LINES_ARRIVE_WITHIN))) {
                return new TaskState(false, null, "Ended; its last lines are awaited", null);
            }
            task.drained = true;
            ledger.keepTask(key, page);
        }
        return new TaskState(true, task.exitCode, task.reason, ended);
    }

    private void observe(PlacementKey key, Page<OneOffTask> page) throws AwsUnavailable, Overtaken {
        var task = page.content;
        var started = Objects.requireNonNullElse(task.startedAt, now);
        var seen = cloud.describeTasks(task.revision.ecs().place(), List.of(String.valueOf(task.arn))).stream()
                .findFirst();
        if (seen.isEmpty()) {
            if (now.isBefore(started.plus(NOT_SEEN_YET))) {
                task.reason = "Not listed by ECS yet";
                return;
            }
            end(key, page, now, null, LOST);
            return;
        }
        var one = seen.get();
        if ("STOPPED".equals(one.lastStatus())) {
            var code = one.containers().stream()
                    .filter(container -> container.name().equals(task.container))
                    .map(Container::exitCode)
                    .filter(Objects::nonNull)
                    .findFirst()
                    // Asked to end, it may say 0; that is no sign that it was done.
                    .filter(exit -> task.stopping == null || exit != 0)
                    .orElse(null);
            end(key, page, one.stoppedAt() == null ? now : one.stoppedAt(), code, reason(task, one, code));
            return;
        }
        task.reason = "RUNNING".equals(one.lastStatus())
                ? "Task " + task.id() + " runs"
                : "Task " + task.id() + " is " + one.lastStatus();
        if (task.stopping == null && now.isAfter(started.plus(task.timeout))) {
            stop(key, page, "Stopped at its time-out of " + task.timeout.toSeconds() + " s");
        }
    }

    private static String reason(OneOffTask task, Task one, @Nullable Integer code) {
        if (task.stopping != null) {
            return task.stopping + (code == null ? "" : ", exit code " + code);
        }
        return code != null && code == 0 ? "Ended with exit code 0" : StoppedTask.why(one);
    }

    private void end(PlacementKey key, Page<OneOffTask> page, Instant at, @Nullable Integer code, String reason)
            throws Overtaken {
        page.content.endedAt = at;
        page.content.exitCode = code;
        page.content.reason = reason;
        ledger.keepTask(key, page);
    }

    void stop(PlacementKey key, Page<OneOffTask> page, String why) throws AwsUnavailable, Overtaken {
        var task = page.content;
        if (task.endedAt != null || task.stopping != null || task.arn == null) {
            return;
        }
        var place = task.revision.ecs().place();
        Aws.await(cloud.ecs(place.access())
                .stopTask(request ->
                        request.cluster(place.cluster()).task(task.arn).reason(why)));
        task.stopping = why;
        ledger.keepTask(key, page);
    }

    LogSlice read(OneOffTask task, long offset, int maxBytes) throws AwsUnavailable {
        var settings = task.revision.ecs();
        var access = settings.place().access();
        var definition =
                cloud.definition(access, String.valueOf(task.definition)).definition();
        var stream = definition.containerDefinitions().stream()
                .filter(container -> container.name().equals(task.container))
                .findFirst()
                .flatMap(container -> TaskLogs.stream(access, settings.logs(), container, String.valueOf(task.arn)));
        return stream.isEmpty()
                ? new LogSlice(new byte[0], offset, task.drained)
                : logs.read(stream.get(), offset, maxBytes, task.drained);
    }
}
