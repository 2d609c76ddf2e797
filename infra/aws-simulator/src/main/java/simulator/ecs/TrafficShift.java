package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blue/green, linear and canary: a second set of tasks, and traffic that goes over to it stage by stage. */
final class TrafficShift implements Strategy {

    private static final List<String> STAGES = List.of(
            "RECONCILE_SERVICE",
            "PRE_SCALE_UP",
            "SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            "PRE_PRODUCTION_TRAFFIC_SHIFT",
            "PRODUCTION_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT",
            "BAKE_TIME",
            "CLEAN_UP");

    /** With nothing to shift from there is nothing to judge. */
    private static final List<String> FIRST_STAGES =
            List.of("RECONCILE_SERVICE", "SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT");

    private final FargateService service;
    private final Rollout rollout;
    private final StageHooks hooks;
    private final Traffic traffic;
    private final Deque<String> stages;
    private final Deque<ShiftStep> steps;
    private @Nullable String stage;
    private @Nullable Instant waitsUntil;

    TrafficShift(FargateService service, Rollout rollout, StageHooks hooks) {
        this.service = service;
        this.rollout = rollout;
        this.hooks = hooks;
        traffic = new Traffic(service.surroundings().region().balancing(), service.shape());
        var first = rollout.source().isEmpty();
        stages = new ArrayDeque<>(first ? FIRST_STAGES : STAGES);
        steps = first ? ShiftStep.atOnce() : ShiftStep.of(rollout.configuration());
    }

    @Override
    public void tick() {
        if (rollout.isTurned()) {
            back();
            return;
        }
        if (stage == null) {
            next();
        }
        if (stages.isEmpty() && stage == null) {
            rollout.settled();
            return;
        }
        if (hasScaledUp()) {
            service.maintain(rollout.target());
        }
        rollout.source().filter(blue -> !"CLEAN_UP".equals(stage)).ifPresent(service::maintain);
        var refusal = hooks.refusal();
        if (refusal != null) {
            rollout.hookFailed(refusal);
        } else if (hooks.areDone() && isDone(String.valueOf(stage))) {
            stage = null;
            if (stages.isEmpty()) {
                rollout.settled();
            }
        }
    }

    private boolean hasScaledUp() {
        return STAGES.indexOf(String.valueOf(stage)) >= STAGES.indexOf("SCALE_UP");
    }

    private void next() {
        stage = stages.poll();
        if (stage != null) {
            waitsUntil = null;
            rollout.enterStage(stage);
            if (rollout.source().isPresent()) {
                hooks.enter(stage);
            }
        }
    }

    private boolean isDone(String now) {
        return switch (now) {
            case "SCALE_UP" -> rollout.target().well() >= service.shape().desiredCount();
            case "TEST_TRAFFIC_SHIFT" -> {
                traffic.test(rollout.target());
                yield true;
            }
            case "PRODUCTION_TRAFFIC_SHIFT" -> isShifted();
            case "BAKE_TIME" -> isOver(minutes(rollout.configuration().bakeTimeInMinutes()));
            case "CLEAN_UP" -> isCleanedUp();
            default -> true;
        };
    }

    private boolean isShifted() {
        if (waitsUntil != null && service.now().isBefore(waitsUntil)) {
            return false;
        }
        var step = steps.poll();
        if (step == null) {
            return true;
        }
        traffic.production(rollout.target(), step.percent());
        waitsUntil = service.now().plus(step.bake());
        return steps.isEmpty() && step.bake().isZero();
    }

    private boolean isOver(Duration wait) {
        if (waitsUntil == null) {
            waitsUntil = service.now().plus(wait);
        }
        return !service.now().isBefore(waitsUntil);
    }

    private static Duration minutes(@Nullable Integer minutes) {
        return Duration.ofMinutes(minutes == null ? 0 : minutes);
    }

    private boolean isCleanedUp() {
        return rollout.source()
                .map(blue -> {
                    blue.active().forEach(task -> service.stop(rollout.target(), task));
                    return blue.isEmpty();
                })
                .orElse(true);
    }

    @Override
    public void turnBack() {
        traffic.production(rollout.current(), 100);
        traffic.test(rollout.current());
    }

    private void back() {
        var blue = rollout.current();
        service.maintain(blue);
        rollout.target().active().forEach(task -> service.stop(blue, task));
        if (rollout.target().isEmpty() && blue.well() >= service.shape().desiredCount()) {
            rollout.settled();
        }
    }

    @Override
    public double share() {
        return traffic.share();
    }
}
