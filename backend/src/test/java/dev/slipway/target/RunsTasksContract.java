package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.target.RunsTasks.TaskId;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.RunsTasks.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a target keeps that can run a command once: one run per token, and an exit code that outlives the portal. */
public interface RunsTasksContract {

    TargetPlayground playground();

    default RunsTasks tasks() {
        return (RunsTasks) playground().target();
    }

    default TaskId run(List<String> command, Duration timeout, String token) throws Exception {
        var revision = playground().good("1.0.0");
        return tasks().start(new TaskOrder(playground().placement(), revision, command, timeout, token));
    }

    default TaskState await(TaskId task, Predicate<TaskState> condition) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            var state = tasks().look(playground().placement(), task);
            if (condition.test(state)) {
                return state;
            }
            playground().pass(Duration.ofMillis(20));
        }
        throw new AssertionError("Task " + task + " did not come so far: "
                + tasks().look(playground().placement(), task));
    }

    @Test
    default void taskShouldEndWithTheExitCodeOfItsCommand() throws Exception {
        var task = run(playground().printing("migrated", 0), Duration.ofMinutes(1), "ok");
        var failing = run(playground().printing("not migrated", 7), Duration.ofMinutes(1), "bad");

        assertThat(await(task, TaskState::ended).exitCode()).isZero();
        var failed = await(failing, TaskState::ended);
        assertThat(failed.exitCode()).isEqualTo(7);
        assertThat(failed.reason()).contains("7");
        assertThat(failed.endedAt()).isNotNull();
    }

    @Test
    default void outputShouldBeReadableByOffsetAgainAndAgain() throws Exception {
        var task = run(playground().printing("one two $(three)", 0), Duration.ofMinutes(1), "print");
        await(task, TaskState::ended);

        var all = tasks().read(playground().placement(), task, 0, 1000);
        var part = tasks().read(playground().placement(), task, 4, 3);

        assertThat(new String(all.bytes(), StandardCharsets.UTF_8)).isEqualTo("one two $(three)\n");
        assertThat(all.last()).isTrue();
        assertThat(new String(part.bytes(), StandardCharsets.UTF_8)).isEqualTo("two");
        assertThat(part.next()).isEqualTo(7);
        assertThat(part.last()).isFalse();
        assertThat(tasks().read(playground().placement(), task, all.next(), 1000))
                .satisfies(rest -> assertThat(rest.bytes()).isEmpty())
                .satisfies(rest -> assertThat(rest.last()).isTrue());
    }

    @Test
    default void theSameTokenShouldRunTheCommandOnce() throws Exception {
        var task = run(playground().printing("once", 0), Duration.ofMinutes(1), "same");
        var again = run(playground().printing("once", 0), Duration.ofMinutes(1), "same");
        await(task, TaskState::ended);
        var later = run(playground().printing("once", 0), Duration.ofMinutes(1), "same");

        assertThat(again).isEqualTo(task);
        assertThat(later).isEqualTo(task);
        assertThat(new String(
                        tasks().read(playground().placement(), task, 0, 1000).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("once\n");
    }

    @Test
    default void taskShouldEndAtItsTimeout() throws Exception {
        var task = run(playground().lasting(), Duration.ofHours(1), "slow");
        await(task, state -> state.reason().contains("runs"));

        playground().skip(Duration.ofHours(1));
        var state = await(task, TaskState::ended);

        assertThat(state.reason()).contains("time-out").contains("3600");
        assertThat(state.exitCode()).isNotEqualTo(0);
    }

    @Test
    default void stopShouldEndTheTaskAndBeIdempotent() throws Exception {
        var task = run(playground().lasting(), Duration.ofHours(1), "stop");
        await(task, state -> state.reason().contains("runs"));

        tasks().stop(playground().placement(), task);
        tasks().stop(playground().placement(), task);
        var state = await(task, TaskState::ended);
        tasks().stop(playground().placement(), task);

        assertThat(state.reason()).startsWith("Stopped");
        assertThat(await(task, TaskState::ended)).isEqualTo(state);
    }

    @Test
    default void unknownTaskShouldBeUnavailable() {
        assertThatThrownBy(() -> tasks().look(playground().placement(), new TaskId("t-000000000000")))
                .isInstanceOf(TargetUnavailable.class);
    }
}
