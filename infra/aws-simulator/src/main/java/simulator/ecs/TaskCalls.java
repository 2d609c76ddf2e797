package simulator.ecs;

import java.util.ArrayList;
import java.util.List;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The calls about tasks. */
record TaskCalls(Ecs ecs) {

    private static final int DESCRIBED_AT_ONCE = 100;

    RunTaskResponse run(RunTaskRequest request) {
        var cluster = ecs.known(request.cluster());
        var token = request.clientToken();
        if (token != null && token.length() > 64) {
            throw new Fault("InvalidParameterException", "clientToken can not be longer than 64 characters.");
        }
        return token == null
                ? start(cluster, request)
                : cluster.runs().once(token, request, () -> start(cluster, request));
    }

    private RunTaskResponse start(Cluster cluster, RunTaskRequest request) {
        var definition = ecs.definitions().startable(request.taskDefinition());
        if (request.networkConfiguration() == null) {
            throw new Fault(
                    "InvalidParameterException",
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        var tasks = new ArrayList<Task>();
        var failures = new ArrayList<Failure>();
        for (int i = 0; i < (request.count() == null ? 1 : request.count()); i++) {
            var shortage = ecs.surroundings().capacity().shortage();
            if (shortage.isPresent()) {
                failures.add(Failure.builder().reason(shortage.get()).build());
            } else {
                tasks.add(new TaskShown(cluster, place(cluster, order(request, definition))).now());
            }
        }
        return RunTaskResponse.builder().tasks(tasks).failures(failures).build();
    }

    private FargateTask place(Cluster cluster, TaskOrder order) {
        var task = new FargateTask(ecs.surroundings(), cluster, order, stopped -> {
            new TaskEvents(ecs.surroundings().region()).changed(cluster, stopped);
            ecs.surroundings().clock().after(java.time.Duration.ofHours(1), () -> cluster.forget(stopped));
        });
        cluster.add(task);
        return task;
    }

    private static TaskOrder order(RunTaskRequest request, TaskDefinitions.Registered definition) {
        return new TaskOrder(
                definition,
                request.group() == null ? "family:" + definition.definition().family() : request.group(),
                request.startedBy(),
                request.overrides(),
                request.networkConfiguration(),
                List.of(),
                request.tags());
    }

    DescribeTasksResponse describe(DescribeTasksRequest request) {
        if (request.tasks().size() > DESCRIBED_AT_ONCE) {
            throw new Fault("InvalidParameterException", "Tasks cannot have more than 100 items.");
        }
        var cluster = ecs.known(request.cluster());
        var found = new ArrayList<Task>();
        var failures = new ArrayList<Failure>();
        for (var wanted : request.tasks()) {
            cluster.task(wanted)
                    .filter(task -> ecs.lag().shows(task.times().created()))
                    .ifPresentOrElse(
                            task -> found.add(new TaskShown(cluster, task).now()),
                            () -> failures.add(Failure.builder()
                                    .arn(ecs.surroundings()
                                            .place()
                                            .arn("ecs", "task/" + cluster.name() + "/" + Name.last(wanted)))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    ListTasksResponse list(ListTasksRequest request) {
        var cluster = ecs.known(request.cluster());
        var group = request.serviceName() == null
                ? null
                : "service:" + cluster.known(request.serviceName()).name();
        var wanted = request.desiredStatusAsString() == null ? "RUNNING" : request.desiredStatusAsString();
        var arns = cluster.tasks().stream()
                .filter(task -> ecs.lag().shows(task.times().created()))
                .filter(task -> group == null || task.order().group().equals(group))
                .filter(task -> task.desiredStatus().equals(wanted))
                .filter(task -> request.family() == null
                        || task.order().definition().definition().family().equals(request.family()))
                .filter(task -> request.startedBy() == null
                        || request.startedBy().equals(task.order().startedBy()))
                .map(FargateTask::arn)
                .toList();
        var page = Page.of(arns, request.nextToken(), request.maxResults(), 100);
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    StopTaskResponse stop(StopTaskRequest request) {
        var cluster = ecs.known(request.cluster());
        var task = cluster.task(request.task())
                .orElseThrow(() -> new Fault("InvalidParameterException", "The referenced task was not found."));
        task.stop("UserInitiated", request.reason() == null ? "Task stopped by user" : request.reason());
        return StopTaskResponse.builder()
                .task(new TaskShown(cluster, task).now())
                .build();
    }
}
