package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/** A task and its life, from PROVISIONING to STOPPED. */
final class FargateTask {

    /** What SIGTERM leaves a container that does not obey, before SIGKILL. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final int CHECK_RETRIES = 3;

    private final Surroundings surroundings;
    private final TaskOrder order;
    private final Consumer<FargateTask> ended;
    private final TaskAddress address;
    private final List<RunningContainer> containers;
    private final String id = Name.hex();
    private final String arn;
    private final Instant createdAt;

    private String status = "PROVISIONING";
    private boolean stopping;
    private int failedChecks;
    private @Nullable String stopCode;
    private @Nullable String stoppedReason;
    private @Nullable Instant pullStartedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppingAt;
    private @Nullable Instant stoppedAt;

    /**
     * @param ended told once when it is STOPPED
     */
    FargateTask(Surroundings surroundings, Cluster cluster, TaskOrder order, Consumer<FargateTask> ended) {
        this.surroundings = surroundings;
        this.order = order;
        this.ended = ended;
        address = new TaskAddress(surroundings.region(), order);
        arn = surroundings.place().arn("ecs", "task/" + cluster.name() + "/" + id);
        createdAt = surroundings.clock().instant();
        containers = order.definition().definition().containerDefinitions().stream()
                .map(container -> new RunningContainer(container, command(container.name())))
                .toList();
        surroundings.capacity().take();
        surroundings.clock().after(surroundings.pace().provisioning(), this::provisioned);
    }

    private List<String> command(String container) {
        var overrides = order.overrides();
        return overrides == null
                ? List.of()
                : overrides.containerOverrides().stream()
                        .filter(override -> container.equals(override.name()))
                        .map(ContainerOverride::command)
                        .findFirst()
                        .orElse(List.of());
    }

    private void provisioned() {
        if (stopping) {
            return;
        }
        var problem = address.take();
        if (problem.isPresent()) {
            fail(problem.get());
            return;
        }
        status = "PENDING";
        pullStartedAt = surroundings.clock().instant();
        surroundings.clock().after(surroundings.pace().pulling(), this::pulled);
    }

    private void pulled() {
        if (stopping) {
            return;
        }
        var start = new TaskStart(surroundings);
        for (var container : containers) {
            var problem = start.prepare(order.definition().definition(), container);
            if (problem.isPresent()) {
                container.reason = problem.get();
                fail(problem.get());
                return;
            }
        }
        run();
    }

    private void run() {
        var now = surroundings.clock().instant();
        status = "RUNNING";
        startedAt = now;
        address.register(this::answer);
        for (var container : containers) {
            container.status = "RUNNING";
            new ContainerLog(surroundings, container, id).print();
            var exit = container.behaviour.exit();
            if (exit != null) {
                surroundings.clock().after(exit.after(), () -> exited(container, exit));
            }
            if (container.isChecked()) {
                surroundings.clock().after(startPeriod(container), () -> check(container));
            }
        }
    }

    private simulator.elb.ProbeAnswer answer(String container, Instant now) {
        return containers.stream()
                .filter(one -> one.name().equals(container))
                .findFirst()
                .map(one -> one.behaviour.answerAt(started(), now))
                .orElse(simulator.elb.ProbeAnswer.REFUSED);
    }

    private static Duration startPeriod(RunningContainer container) {
        var seconds = container.definition.healthCheck().startPeriod();
        return Duration.ofSeconds(seconds == null || seconds == 0 ? 5 : seconds);
    }

    private void check(RunningContainer container) {
        if (stopping || !status.equals("RUNNING")) {
            return;
        }
        var definition = container.definition.healthCheck();
        if (container
                .behaviour
                .answerAt(started(), surroundings.clock().instant())
                .healthy()) {
            failedChecks = 0;
            container.health = HealthStatus.HEALTHY;
        } else if (++failedChecks >= (definition.retries() == null ? CHECK_RETRIES : definition.retries())) {
            container.health = HealthStatus.UNHEALTHY;
        }
        var interval = definition.interval() == null ? CHECK_INTERVAL : Duration.ofSeconds(definition.interval());
        surroundings.clock().after(interval, () -> check(container));
    }

    private void exited(RunningContainer container, Behaviour.Exit exit) {
        if (stopping) {
            return;
        }
        container.status = "STOPPED";
        container.exitCode = exit.code();
        if (container.isEssential()) {
            stopping = true;
            stopCode = exit.stopCode();
            stoppedReason = exit.reason();
            stoppingAt = surroundings.clock().instant();
            address.deregister();
            end(0);
        }
    }

    private void fail(String reason) {
        stopping = true;
        stopCode = "TaskFailedToStart";
        stoppedReason = reason;
        stoppingAt = surroundings.clock().instant();
        stopped();
    }

    /** Begins to stop it: draining first where it is registered, then SIGTERM, then SIGKILL. */
    void stop(String code, String reason) {
        if (stopping) {
            return;
        }
        stopping = true;
        stopCode = code;
        stoppedReason = reason;
        stoppingAt = surroundings.clock().instant();
        if (!status.equals("RUNNING")) {
            status = "DEPROVISIONING";
            surroundings.clock().after(surroundings.pace().stopping(), this::stopped);
            return;
        }
        var draining = address.deregister();
        status = draining.isZero() ? "STOPPING" : "DEACTIVATING";
        surroundings.clock().after(draining, this::terminate);
    }

    private void terminate() {
        status = "STOPPING";
        var obedient = containers.stream().allMatch(container -> container.behaviour.obedient());
        surroundings
                .clock()
                .after(obedient ? surroundings.pace().stopping() : STOP_TIMEOUT, () -> end(obedient ? 0 : 137));
    }

    private void end(int codeOfOthers) {
        for (var container : containers) {
            if (!container.status.equals("STOPPED")) {
                container.status = "STOPPED";
                container.exitCode = codeOfOthers;
            }
        }
        status = "DEPROVISIONING";
        surroundings.clock().after(surroundings.pace().stopping(), this::stopped);
    }

    private void stopped() {
        status = "STOPPED";
        containers.forEach(container -> container.status = "STOPPED");
        stoppedAt = surroundings.clock().instant();
        address.release();
        surroundings.capacity().giveBack();
        ended.accept(this);
    }

    /** ECS's own view of the containers' checks. */
    HealthStatus health() {
        var checked = containers.stream().filter(RunningContainer::isChecked).toList();
        if (checked.stream().anyMatch(container -> container.health == HealthStatus.UNHEALTHY)) {
            return HealthStatus.UNHEALTHY;
        }
        return !checked.isEmpty() && checked.stream().allMatch(container -> container.health == HealthStatus.HEALTHY)
                ? HealthStatus.HEALTHY
                : HealthStatus.UNKNOWN;
    }

    /** Whether it runs and every check that there is has passed; without any, whether it ran for ten seconds. */
    boolean isWell() {
        if (!status.equals("RUNNING") || stopping) {
            return false;
        }
        var checked = containers.stream().anyMatch(RunningContainer::isChecked);
        if (checked && health() != HealthStatus.HEALTHY) {
            return false;
        }
        return address.isRegistered()
                ? address.isHealthy()
                : checked || !surroundings.clock().instant().isBefore(started().plusSeconds(10));
    }

    boolean isActive() {
        return !stopping && !status.equals("STOPPED");
    }

    boolean isRunning() {
        return status.equals("RUNNING");
    }

    boolean isPending() {
        return isActive() && !isRunning();
    }

    boolean isStopped() {
        return status.equals("STOPPED");
    }

    Instant started() {
        if (startedAt == null) {
            throw new Fault("ServerException", 500, "The task has not started");
        }
        return startedAt;
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    String status() {
        return status;
    }

    String desiredStatus() {
        return stopping ? "STOPPED" : "RUNNING";
    }

    TaskOrder order() {
        return order;
    }

    TaskAddress address() {
        return address;
    }

    List<RunningContainer> containers() {
        return containers;
    }

    @Nullable
    String stopCode() {
        return stopCode;
    }

    @Nullable
    String stoppedReason() {
        return stoppedReason;
    }

    /** When each thing happened; null for what has not. */
    Times times() {
        return new Times(createdAt, pullStartedAt, startedAt, stoppingAt, stoppedAt);
    }

    /** The moments of a task's life. */
    record Times(
            Instant created,
            @Nullable Instant pullStarted,
            @Nullable Instant started,
            @Nullable Instant stopping,
            @Nullable Instant stopped) {}
}
