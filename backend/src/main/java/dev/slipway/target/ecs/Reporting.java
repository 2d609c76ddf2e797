package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Progress.Symptom;
import dev.slipway.target.TargetEvent.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Tells what happens during a deployment, each thing once: service events, tasks that start and stop, sick targets. */
record Reporting(Cloud cloud, TaskLogs logs, EcsDeployment deployment, Instant now) {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);
    private static final int LINES_KEPT = 40;
    private static final int LINES_TOLD = 8;
    private static final int FAILURES_READ = 3;

    /** Whether anything was new. */
    boolean tell(EcsSettings settings, Service service) throws AwsUnavailable {
        var fingerprint = fingerprint(service);
        var changed = !fingerprint.equals(deployment.fingerprint);
        var before = deployment.events.size();
        if (deployment.desired >= 0 && deployment.desired != service.desiredCount()) {
            deployment.event(
                    now,
                    Level.INFO,
                    "The desired number of tasks changed from " + deployment.desired + " to " + service.desiredCount()
                            + " meanwhile");
        }
        deployment.desired = service.desiredCount();
        events(service);
        late(settings);
        var attempt = deployment.current();
        var own = Standing.ours(String.valueOf(attempt.id), service);
        if (changed && hasTasks(own) || deployment.quiet % 10 == 9) {
            var tasks = cloud.tasks(settings.place(), false);
            if (!deployment.unchanged) {
                started(attempt, tasks);
            }
            if (own.map(Deployment::failedTasks).orElse(0) > 0 || aTaskIsGone(tasks)) {
                stopped(settings, attempt);
            }
            if (own.map(Deployment::runningCount).orElse(0) > 0) {
                targets(settings, service, tasks);
            }
        }
        deployment.fingerprint = fingerprint;
        deployment.quiet = changed ? 0 : deployment.quiet + 1;
        return deployment.events.size() > before;
    }

    /** Whether there is or was a task of this deployment to tell of; until then the service's own events tell all. */
    private boolean hasTasks(Optional<Deployment> own) {
        return own.filter(one -> one.runningCount() > 0 || one.failedTasks() != null && one.failedTasks() > 0)
                        .isPresent()
                || deployment.told.stream().anyMatch(one -> one.startsWith("run "));
    }

    /** Another one whenever something happened to the service. */
    static String fingerprint(Service service) {
        var text = new StringBuilder();
        for (var one : service.deployments()) {
            text.append(one.id())
                    .append(' ')
                    .append(one.status())
                    .append(' ')
                    .append(one.rolloutStateAsString())
                    .append(' ')
                    .append(one.runningCount())
                    .append('/')
                    .append(one.pendingCount())
                    .append('/')
                    .append(one.failedTasks())
                    .append(';');
        }
        if (!service.events().isEmpty()) {
            text.append(service.events().getFirst().id());
        }
        return text.append(service.runningCount())
                .append('/')
                .append(service.pendingCount())
                .toString();
    }

    private void events(Service service) {
        for (var event : service.events().reversed()) {
            if (event.createdAt().isAfter(deployment.startedAt.minus(CLOCKS_DIFFER))
                    && deployment.told.add("event " + event.id())) {
                told(event);
            }
        }
    }

    private void told(ServiceEvent event) {
        var text = event.message().replaceFirst("^\\(service [^)]*\\) ", "");
        var lower = text.toLowerCase(Locale.ROOT);
        var bad = lower.contains("unable")
                || lower.contains("fail")
                || lower.contains("unhealthy")
                || lower.contains("rolling back");
        if (lower.contains("unable to place") || lower.contains("capacity is unavailable")) {
            deployment.hindrance = text;
        }
        deployment.event(now, bad ? Level.WARN : Level.INFO, "ECS: " + text);
    }

    private void started(Attempt attempt, List<Task> tasks) {
        for (var task : tasks) {
            if (isOf(attempt, task) && "RUNNING".equals(task.lastStatus()) && deployment.told.add(run(task))) {
                deployment.event(
                        now,
                        Level.INFO,
                        "Task " + Arn.name(task.taskArn()) + " started with " + attempt.revision.version());
            }
        }
    }

    private boolean aTaskIsGone(List<Task> tasks) {
        var running = tasks.stream().map(Reporting::run).toList();
        return deployment.told.stream()
                .filter(one -> one.startsWith("run "))
                .anyMatch(one -> !running.contains(one) && !deployment.told.contains("stop " + one.substring(4)));
    }

    /** Started by this deployment: of a forced update, the definition alone does not tell. */
    private static boolean isOf(Attempt attempt, Task task) {
        return task.startedBy() == null
                ? attempt.isRunBy(task.taskDefinitionArn())
                : task.startedBy().equals(attempt.id);
    }

    private static String run(Task task) {
        return "run " + task.taskArn();
    }

    private void stopped(EcsSettings settings, Attempt attempt) throws AwsUnavailable {
        var stopped = cloud.tasks(settings.place(), true);
        for (var task : stopped) {
            if (!isOf(attempt, task) || !deployment.told.add("stop " + task.taskArn())) {
                continue;
            }
            var wanted = StoppedTask.isWanted(task);
            deployment.event(
                    now,
                    wanted ? Level.INFO : Level.BAD,
                    "Task " + Arn.name(task.taskArn()) + " stopped: " + StoppedTask.why(task));
            if (wanted) {
                continue;
            }
            if (deployment.stopped.isEmpty()) {
                deployment.stopped = StoppedTask.why(task);
            }
            var failed = StoppedTask.culprit(task);
            var read = deployment.told.stream()
                    .filter(one -> one.startsWith("stop "))
                    .count();
            var lines = read <= FAILURES_READ ? symptom(settings, task, failed) : List.<String>of();
            deployment.stopped(StoppedTask.fact(task, answer(task), lines));
        }
    }

    /** Keeps what the first one left behind; answers the last lines. */
    private List<String> symptom(EcsSettings settings, Task task, Optional<Container> failed) throws AwsUnavailable {
        var definition = cloud.definition(settings.place().access(), task.taskDefinitionArn())
                .definition();
        var name = failed.map(Container::name)
                .orElse(definition.containerDefinitions().getFirst().name());
        List<String> lines = List.of();
        for (var container : definition.containerDefinitions()) {
            if (container.name().equals(name)) {
                var stream = TaskLogs.stream(settings.place().access(), settings.logs(), container, task.taskArn());
                lines = stream.isEmpty() ? List.of() : logs.tail(stream.get(), LINES_KEPT);
                if (stream.isPresent()) {
                    deployment.late.add(new LateLines(
                            StoppedTask.name(task),
                            Arn.name(task.taskArn()),
                            stream.get().group(),
                            stream.get().name(),
                            name,
                            lines.size(),
                            now));
                }
            }
        }
        lines.stream()
                .skip(Math.max(0, lines.size() - LINES_TOLD))
                .forEach(line -> deployment.event(now, Level.INFO, "  " + name + " | " + line));
        if (deployment.symptom == null) {
            deployment.symptom = new Symptom(
                    Arn.name(task.taskArn()), failed.map(Container::exitCode).orElse(null), lines, answer(task));
        }
        return lines;
    }

    /** CloudWatch may have shown only the first of the lines by the time the task was seen to have stopped. */
    private void late(EcsSettings settings) throws AwsUnavailable {
        for (var one : List.copyOf(deployment.late)) {
            if (one.isDue(now)) {
                deployment.late.remove(one);
                var stream = new TaskLogs.Stream(settings.place().access(), one.group(), one.stream());
                var lines = logs.tail(stream, LINES_KEPT);
                if (lines.size() > one.known()) {
                    lines.stream()
                            .skip(Math.max(one.known(), lines.size() - LINES_TOLD))
                            .forEach(line -> deployment.event(now, Level.INFO, "  " + one.container() + " | " + line));
                    deployment.printed(one, lines);
                }
            }
        }
    }

    /** What its target group last said of it. */
    private @Nullable String answer(Task task) {
        var address = Running.address(task);
        return deployment.told.stream()
                .filter(one -> address != null && one.startsWith("target " + address + " "))
                .reduce((_, later) -> later)
                .map(one -> one.substring(("target " + address + " ").length()))
                .orElse(task.stopCode() == TaskStopCode.SERVICE_SCHEDULER_INITIATED ? task.stoppedReason() : null);
    }

    private void targets(EcsSettings settings, Service service, List<Task> tasks) throws AwsUnavailable {
        for (var group : Running.groups(service)) {
            for (var target : cloud.targets(settings.place().access(), group)) {
                var address = target.target().id();
                var told = Running.target(target);
                if (target.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY
                        && deployment.told.add("target " + address + " " + told)) {
                    var task = tasks.stream()
                            .filter(one -> address.equals(Running.address(one)))
                            .map(one -> "Task " + Arn.name(one.taskArn()))
                            .findFirst()
                            .orElse("Target " + address);
                    deployment.event(now, Level.WARN, task + ": " + told);
                }
            }
        }
    }
}
