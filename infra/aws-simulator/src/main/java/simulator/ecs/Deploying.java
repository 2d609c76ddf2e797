package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An entry of a service's {@code deployments[]}: a revision and the tasks that run it. */
final class Deploying {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Revision revision;
    private final List<FargateTask> tasks = new ArrayList<>();
    private final Set<String> everWell = new HashSet<>();
    private final Instant createdAt;
    private Instant updatedAt;
    private Instant nextStart;
    private String rolloutState = "IN_PROGRESS";
    private String reason;
    private int failures;
    private boolean halted;
    private boolean alternate;

    Deploying(Revision revision, Instant now) {
        this.revision = revision;
        createdAt = now;
        updatedAt = now;
        nextStart = now;
        reason = "ECS deployment " + id() + " in progress.";
    }

    String id() {
        return "ecs-svc/" + revision.number();
    }

    Revision revision() {
        return revision;
    }

    /** Whether its tasks are registered in the alternate target group of a blue/green service. */
    boolean isAlternate() {
        return alternate;
    }

    void useAlternate(boolean other) {
        alternate = other;
    }

    void enter(String state, String why, Instant now) {
        rolloutState = state;
        reason = why;
        updatedAt = now;
    }

    /** Starts no further tasks. */
    void halt() {
        halted = true;
    }

    void resume() {
        halted = false;
        failures = 0;
    }

    boolean mayStart(Instant now) {
        return !halted && !now.isBefore(nextStart);
    }

    boolean isHalted() {
        return halted;
    }

    void add(FargateTask task) {
        tasks.add(task);
    }

    void forgetStopped() {
        tasks.removeIf(FargateTask::isStopped);
    }

    /** A task of it failed: ECS waits longer before each next one. */
    void failed(Instant now) {
        failures++;
        var pause = Duration.ofSeconds(2L << Math.min(failures, 6));
        nextStart = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        updatedAt = now;
    }

    /** Looks whether a task became well that was not before: failures are counted only in a row. */
    void noteWellTasks(boolean reset) {
        for (var task : tasks) {
            if (task.isWell() && everWell.add(task.id()) && reset) {
                failures = 0;
            }
        }
    }

    int failures() {
        return failures;
    }

    List<FargateTask> tasks() {
        return tasks;
    }

    List<FargateTask> active() {
        return tasks.stream().filter(FargateTask::isActive).toList();
    }

    int well() {
        return (int) tasks.stream().filter(FargateTask::isWell).count();
    }

    int running() {
        return (int) tasks.stream().filter(FargateTask::isRunning).count();
    }

    int pending() {
        return (int) tasks.stream().filter(FargateTask::isPending).count();
    }

    boolean isEmpty() {
        return tasks.stream().allMatch(FargateTask::isStopped);
    }

    String rolloutState() {
        return rolloutState;
    }

    String reason() {
        return reason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
