package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Rollback;

/** A service deployment: from a revision to another, with what guards it. */
final class Rollout {

    private static final Set<String> OVER = Set.of("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED");

    /** How long alarms are watched after the tasks are there when the service does not say. */
    private static final Duration ALARM_BAKE = Duration.ofMinutes(5);

    private final FargateService service;
    private final Deploying target;
    private final @Nullable Deploying source;
    private final DeploymentConfiguration configuration;
    private final Breaker breaker;
    private final AlarmGuard alarms;
    private final Strategy strategy;
    private final StageHooks hooks;
    private final String arn;
    private final Instant createdAt;

    private String status = "PENDING";
    private @Nullable String statusReason;
    private @Nullable String stage;
    private @Nullable Rollback rollback;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant stoppedAt;
    private @Nullable Instant bakesUntil;
    private Instant updatedAt;

    /**
     * @param source what was completed before, to which it can be rolled back
     */
    Rollout(FargateService service, Deploying target, @Nullable Deploying source) {
        this.service = service;
        this.target = target;
        this.source = source;
        configuration = service.shape().deploymentConfiguration();
        createdAt = service.now();
        updatedAt = createdAt;
        arn = service.surroundings()
                .place()
                .arn(
                        "ecs",
                        "service-deployment/" + service.cluster().name() + "/" + service.name() + "/" + Name.letters());
        breaker = new Breaker(
                configuration.deploymentCircuitBreaker(), service.shape().desiredCount());
        alarms = new AlarmGuard(
                configuration.alarms(), service.surroundings().region().watch());
        hooks = new StageHooks(service, configuration.lifecycleHooks());
        strategy = "ROLLING".equals(configuration.strategyAsString())
                ? new RollingUpdate(service, this)
                : new TrafficShift(service, this, hooks);
    }

    void tick() {
        if (isOver()) {
            return;
        }
        if (status.equals("PENDING")) {
            startedAt = service.now();
            enter("IN_PROGRESS", null);
            service.announce(
                    "SERVICE_DEPLOYMENT_IN_PROGRESS", target, "ECS deployment " + target.id() + " in progress.");
        }
        current().noteWellTasks(breaker.resetsOnHealthyTask());
        if (!isTurned() && alarms.trips()) {
            fail("ECS deployment failed: alarm detected.", alarms.rollsBack());
        }
        if (!isStalled()) {
            strategy.tick();
        }
    }

    /** A task of the deployment failed. */
    void taskFailed(Deploying deployment) {
        if (isOver() || deployment != current()) {
            return;
        }
        if (deployment.failures() >= 3) {
            service.events()
                    .addOnce("is unable to consistently start tasks successfully. For more information, see the"
                            + " Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        if (isTurned()) {
            if (breaker.isEnabled() && deployment.failures() >= breaker.threshold()) {
                rollbackFailed();
            }
        } else if (breaker.trips(deployment.failures())) {
            fail("ECS deployment circuit breaker: tasks failed to start.", breaker.rollsBack());
        }
    }

    private void rollbackFailed() {
        current().halt();
        current()
                .enter(
                        "FAILED",
                        "ECS deployment circuit breaker: rollback failed, tasks failed to start.",
                        service.now());
        finish("ROLLBACK_FAILED", "The rollback failed: tasks of the earlier revision failed to start.");
    }

    /** Everything is as the strategy wants it. */
    void settled() {
        if (isTurned()) {
            current().enter("COMPLETED", "ECS deployment " + current().id() + " completed.", service.now());
            service.completed(current());
            finish("ROLLBACK_SUCCESSFUL", statusReason);
            return;
        }
        if (bakesUntil == null) {
            bakesUntil = service.now().plus(bake());
        }
        if (!service.now().isBefore(bakesUntil)) {
            target.enter("COMPLETED", "ECS deployment " + target.id() + " completed.", service.now());
            service.events().add("(deployment " + target.id() + ") deployment completed.");
            service.completed(target);
            finish("SUCCESSFUL", null);
            service.announce("SERVICE_DEPLOYMENT_COMPLETED", target, "ECS deployment " + target.id() + " completed.");
        }
    }

    /** A rolling update bakes only for its alarms; the other strategies have a stage for it. */
    private Duration bake() {
        if (!"ROLLING".equals(configuration.strategyAsString()) || !alarms.isWatching()) {
            return Duration.ZERO;
        }
        var minutes = configuration.bakeTimeInMinutes();
        return minutes == null || minutes == 0 ? ALARM_BAKE : Duration.ofMinutes(minutes);
    }

    /** It failed: what ran before is brought back if that is wanted and there is any. */
    void fail(String reason, boolean rollsBack) {
        target.halt();
        target.enter("FAILED", reason, service.now());
        service.events()
                .add("(deployment " + target.id() + ") deployment failed: "
                        + (reason.contains("alarm") ? "alarm detected." : "tasks failed to start."));
        service.announce("SERVICE_DEPLOYMENT_FAILED", target, reason);
        if (!rollsBack) {
            stoppedAt = service.now();
            finish("STOPPED", reason);
        } else if (source == null) {
            statusReason = reason;
            updatedAt = service.now();
        } else {
            turnBack(reason);
        }
    }

    private void turnBack(String reason) {
        var before = Optional.ofNullable(source).orElseThrow();
        rollback = Rollback.builder()
                .reason(reason)
                .startedAt(service.now())
                .serviceRevisionArn(before.revision().arn())
                .build();
        enter("ROLLBACK_IN_PROGRESS", reason);
        service.events().add("rolling back to deployment " + before.id() + ".");
        service.bringBack(target, before);
        before.enter(
                "IN_PROGRESS",
                "ECS deployment circuit breaker: rolling back to deploymentId " + before.id() + ".",
                service.now());
        strategy.turnBack();
        service.wake();
    }

    /** A person asks to stop it. */
    void stop(boolean rollsBack) {
        if (isOver() || isTurned() || status.endsWith("_REQUESTED")) {
            throw new Fault(
                    "ConflictException",
                    "The service deployment " + arn + " is in the state " + status + " and cannot be stopped.");
        }
        if (rollsBack && source == null) {
            throw new Fault("ConflictException", "The service has no service revision to roll back to.");
        }
        enter(rollsBack ? "ROLLBACK_REQUESTED" : "STOP_REQUESTED", "A user stopped the service deployment.");
        service.surroundings().clock().after(service.surroundings().pace().scheduling(), () -> stopNow(rollsBack));
    }

    private void stopNow(boolean rollsBack) {
        if (isOver()) {
            return;
        }
        target.halt();
        target.enter("FAILED", "ECS deployment stopped by a user.", service.now());
        if (rollsBack) {
            turnBack("A user requested the rollback.");
        } else {
            stoppedAt = service.now();
            finish("STOPPED", "A user stopped the service deployment.");
        }
    }

    /** A newer deployment of the service takes its place. */
    void supersede() {
        if (!isOver()) {
            stoppedAt = service.now();
            finish("STOPPED", "A new service deployment started before this one was complete.");
        }
    }

    void hook(String hookId, boolean goesOn) {
        hooks.answer(hookId, goesOn);
        service.wake();
    }

    /** A lifecycle hook refused or ran out of time. */
    void hookFailed(String reason) {
        fail(reason, true);
    }

    private void finish(String end, @Nullable String reason) {
        finishedAt = service.now();
        enter(end, reason);
    }

    private void enter(String next, @Nullable String reason) {
        status = next;
        statusReason = reason;
        updatedAt = service.now();
    }

    void enterStage(String next) {
        stage = next;
        updatedAt = service.now();
    }

    boolean isOver() {
        return OVER.contains(status);
    }

    /** Failed with nothing to go back to: ECS leaves it as it is. */
    boolean isStalled() {
        return !isTurned() && target.isHalted();
    }

    boolean isTurned() {
        return rollback != null;
    }

    /** What it brings now: its target, or after a failure what ran before. */
    Deploying current() {
        return isTurned() && source != null ? source : target;
    }

    Deploying target() {
        return target;
    }

    Optional<Deploying> source() {
        return Optional.ofNullable(source);
    }

    DeploymentConfiguration configuration() {
        return configuration;
    }

    Breaker breaker() {
        return breaker;
    }

    AlarmGuard alarms() {
        return alarms;
    }

    /** The percentage of production traffic that the target gets. */
    double share() {
        return strategy.share();
    }

    StageHooks hooks() {
        return hooks;
    }

    String arn() {
        return arn;
    }

    String status() {
        return status;
    }

    @Nullable
    String statusReason() {
        return statusReason;
    }

    @Nullable
    String stage() {
        return stage;
    }

    @Nullable
    Rollback rollback() {
        return rollback;
    }

    Times times() {
        return new Times(createdAt, startedAt, finishedAt, stoppedAt, updatedAt);
    }

    FargateService service() {
        return service;
    }

    List<Deploying> sources() {
        return source == null ? List.of() : List.of(source);
    }

    /** When each thing happened; null for what has not. */
    record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Instant stopped,
            Instant updated) {}
}
