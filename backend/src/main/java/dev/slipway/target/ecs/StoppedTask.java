package dev.slipway.target.ecs;

import dev.slipway.target.Fact;
import dev.slipway.target.Fact.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Why a task ended, in words. */
final class StoppedTask {

    private StoppedTask() {}

    /** Stop code, reason, and each container that ended otherwise than well. */
    static String why(Task task) {
        var parts = new ArrayList<String>();
        if (task.stopCodeAsString() != null) {
            parts.add(task.stopCodeAsString());
        }
        if (task.stoppedReason() != null) {
            parts.add(task.stoppedReason());
        }
        for (var container : task.containers()) {
            var code = container.exitCode();
            if (code != null && code != 0) {
                parts.add(container.name() + " ended with exit code " + code + meaning(code));
            }
            if (container.reason() != null) {
                parts.add(container.name() + ": " + container.reason());
            }
        }
        if (task.containers().stream().allMatch(one -> one.exitCode() == null)) {
            parts.add("without an exit code");
        }
        return String.join("; ", parts);
    }

    /** Short, for people. */
    static String name(Task task) {
        var id = Arn.name(task.taskArn());
        return "Task " + id.substring(0, Math.min(8, id.length()));
    }

    /**
     * The same, as a fact.
     *
     * @param answer what its target group last said of it
     */
    static Fact fact(Task task, @Nullable String answer, List<String> lines) {
        var details = new ArrayList<String>();
        if (task.stoppedReason() != null) {
            details.add(task.stoppedReason());
        }
        for (var container : task.containers()) {
            var code = container.exitCode();
            details.add(container.name()
                    + (code == null ? ": no exit code" : ": exit code " + code + meaning(code))
                    + (container.reason() == null ? "" : ", " + container.reason()));
        }
        if (answer != null && !answer.equals(task.stoppedReason())) {
            details.add(answer);
        }
        var code = task.stopCodeAsString() == null ? "stopped" : "stopped: " + task.stopCodeAsString();
        return Fact.of(name(task), Tone.BAD, code).explained(details, lines);
    }

    /** Ended because there are to be fewer of them, such as on a way back; nothing is wrong with it. */
    static boolean isWanted(Task task) {
        return task.stopCode() == TaskStopCode.SERVICE_SCHEDULER_INITIATED
                && task.stoppedReason() != null
                && task.stoppedReason().startsWith("Scaling activity");
    }

    /** 128 and the signal's number, as shells and Docker count. */
    private static String meaning(int code) {
        return switch (code) {
            case 137 -> " (killed: out of memory, or it did not end when it was asked to)";
            case 139 -> " (segmentation fault)";
            case 143 -> " (ended when it was asked to)";
            default -> "";
        };
    }

    /** The container that ended the task: the first with an exit code other than zero, else with a reason. */
    static Optional<Container> culprit(Task task) {
        return task.containers().stream()
                .filter(one -> one.exitCode() != null && one.exitCode() != 0)
                .findFirst()
                .or(() -> task.containers().stream()
                        .filter(one -> Objects.nonNull(one.reason()))
                        .findFirst());
    }
}
