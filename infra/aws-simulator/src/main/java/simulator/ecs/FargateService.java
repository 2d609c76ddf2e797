package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service and the scheduler that keeps its tasks. */
final class FargateService {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Cluster cluster;
    private final HookFunctions functions;
    private final ServiceEvents events;
    private final List<Deploying> deployments = new ArrayList<>();
    private final List<Rollout> rollouts = new ArrayList<>();
    private final List<Revision> revisions = new ArrayList<>();
    private Service shape;
    private @Nullable Deploying completed;
    private Instant nextLook = Instant.MIN;
    private boolean gone;
    private boolean steady;

    /**
     * @param shape its configuration as the API shows it, complete with ECS's defaults
     */
    FargateService(Surroundings surroundings, Cluster cluster, HookFunctions functions, Service shape) {
        this.surroundings = surroundings;
        this.cluster = cluster;
        this.functions = functions;
        this.shape = shape;
        events = new ServiceEvents(surroundings.clock(), shape.serviceName());
    }

    /** Begins a deployment of the configuration it has now. */
    void deploy(TaskDefinitions.Registered definition) {
        var number = Name.number();
        var arn = surroundings.place().arn("ecs", "service-revision/" + cluster.name() + "/" + name() + "/" + number);
        var revision = new Revision(number, arn, definition, shape, now());
        var target = new Deploying(revision, now());
        rollouts.forEach(Rollout::supersede);
        target.useAlternate(completed != null && isShifting() && !completed.isAlternate()
                || completed != null && !isShifting() && completed.isAlternate());
        revisions.add(revision);
        deployments.addFirst(target);
        steady = false;
        rollouts.add(new Rollout(this, target, completed));
        wake();
    }

    private boolean isShifting() {
        return !"ROLLING".equals(shape.deploymentConfiguration().strategyAsString());
    }

    /** Takes a changed configuration; a deployment is another matter. */
    void configure(Service changed) {
        shape = changed;
        steady = false;
        wake();
    }

    void wake() {
        var soon = now().plus(surroundings.pace().scheduling());
        if (nextLook.isBefore(now()) || nextLook.isAfter(soon)) {
            look(soon);
        }
    }

    private void look(Instant at) {
        nextLook = at;
        surroundings.clock().at(at, () -> {
            if (!gone && nextLook.equals(at)) {
                tick();
            }
        });
    }

    private void tick() {
        replaceTheSick();
        deployments.forEach(Deploying::forgetStopped);
        var rollout = rollout().filter(one -> !one.isOver());
        rollout.ifPresentOrElse(Rollout::tick, () -> {
            if (!primary().isHalted()) {
                maintain(primary());
            }
        });
        deployments.removeIf(deployment -> deployment != primary() && deployment.isEmpty());
        noteSteadyState();
        look(now().plus(steady && rollout.isEmpty() ? LOOK : surroundings.pace().scheduling()));
    }

    private void noteSteadyState() {
        var now = deployments.size() == 1
                && primary().well() == shape.desiredCount()
                && primary().active().size() == shape.desiredCount();
        if (now && !steady) {
            events.add("has reached a steady state.");
        }
        steady = now;
    }

    private void replaceTheSick() {
        var grace = Duration.ofSeconds(
                shape.healthCheckGracePeriodSeconds() == null ? 0 : shape.healthCheckGracePeriodSeconds());
        for (var deployment : List.copyOf(deployments)) {
            for (var task : deployment.active()) {
                Sickness.of(task, grace, now()).ifPresent(sickness -> {
                    events.add(sickness.event());
                    task.stop("ServiceSchedulerInitiated", sickness.reason());
                    failed(deployment);
                });
            }
        }
    }

    private void failed(Deploying deployment) {
        deployment.failed(now());
        rollout().ifPresent(rollout -> rollout.taskFailed(deployment));
    }

    private void ended(Deploying deployment, FargateTask task) {
        new TaskEvents(surroundings.region()).changed(cluster, task);
        surroundings.clock().after(Duration.ofHours(1), () -> cluster.forget(task));
        if (task.stopCode() != null
                && !List.of("ServiceSchedulerInitiated", "UserInitiated").contains(task.stopCode())) {
            failed(deployment);
        }
        wake();
    }

    /** Brings a deployment to the desired count. */
    void maintain(Deploying deployment) {
        var missing = shape.desiredCount() - deployment.active().size();
        if (missing > 0) {
            start(deployment, missing);
        } else if (missing < 0) {
            scaleIn(deployment, -missing);
        }
    }

    void start(Deploying deployment, int count) {
        var started = new ArrayList<String>();
        for (int i = 0; i < count && deployment.mayStart(now()); i++) {
            var shortage = surroundings.capacity().shortage();
            if (shortage.isPresent()) {
                events.addOnce("was unable to place a task. Reason: " + shortage.get()
                        + ". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
                break;
            }
            var task = new FargateTask(
                    surroundings, cluster, new Orders(shape).of(deployment), ended -> ended(deployment, ended));
            cluster.add(task);
            deployment.add(task);
            started.add("(task " + task.id() + ")");
        }
        if (!started.isEmpty()) {
            events.add("has started " + started.size() + " tasks: " + String.join(" ", started) + ".");
        }
    }

    void scaleIn(Deploying deployment, int count) {
        deployment.active().stream()
                .sorted(java.util.Comparator.comparing(FargateTask::isWell))
                .limit(count)
                .toList()
                .forEach(task -> stop(deployment, task));
    }

    /** Stops a task for the sake of a deployment. */
    void stop(Deploying cause, FargateTask task) {
        if (task.address().isRegistered()) {
            events.add("has begun draining connections on 1 tasks.");
        }
        events.add("has stopped 1 running tasks: (task " + task.id() + ").");
        task.stop("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment " + cause.id() + ")");
    }

    void completed(Deploying deployment) {
        completed = deployment;
    }

    /** Makes what ran before the primary deployment again. */
    void bringBack(Deploying failed, Deploying before) {
        deployments.remove(before);
        deployments.addFirst(before);
        before.resume();
        shape = shape.toBuilder()
                .taskDefinition(before.revision().definition().arn())
                .build();
        steady = false;
    }

    /** Stops all its tasks; the service itself is no longer looked after. */
    void delete() {
        gone = true;
        rollouts.forEach(Rollout::supersede);
        deployments.stream()
                .flatMap(deployment -> deployment.active().stream())
                .forEach(task -> task.stop("ServiceSchedulerInitiated", "Service deleted"));
        shape = shape.toBuilder().status("INACTIVE").desiredCount(0).build();
    }

    void announce(String event, Deploying deployment, String reason) {
        surroundings
                .region()
                .events()
                .publish(
                        "aws.ecs",
                        "ECS Deployment State Change",
                        List.of(shape.serviceArn()),
                        Map.of(
                                "eventType",
                                event.endsWith("FAILED") ? "ERROR" : "INFO",
                                "eventName",
                                event,
                                "deploymentId",
                                deployment.id(),
                                "updatedAt",
                                now().toString(),
                                "reason",
                                reason));
    }

    Deploying primary() {
        return deployments.getFirst();
    }

    List<Deploying> deployments() {
        return deployments;
    }

    List<Rollout> rollouts() {
        return rollouts;
    }

    List<Revision> revisions() {
        return revisions;
    }

    Optional<Rollout> rollout() {
        return rollouts.isEmpty() ? Optional.empty() : Optional.of(rollouts.getLast());
    }

    int wellTasks() {
        return deployments.stream().mapToInt(Deploying::well).sum();
    }

    int activeTasks() {
        return deployments.stream()
                .mapToInt(deployment -> deployment.active().size())
                .sum();
    }

    Service shape() {
        return shape;
    }

    String name() {
        return shape.serviceName();
    }

    Cluster cluster() {
        return cluster;
    }

    ServiceEvents events() {
        return events;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    HookFunctions functions() {
        return functions;
    }

    Instant now() {
        return surroundings.clock().instant();
    }

    boolean isActive() {
        return !gone;
    }
}
