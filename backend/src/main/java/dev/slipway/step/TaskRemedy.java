package dev.slipway.step;

import dev.slipway.target.RunsTasks.TaskState;

/** What a person does next, by how a one-off task ended. */
final class TaskRemedy {

    static final String REFUSED = "Remove the reason it names, then run the job again; nothing was started.";

    private static final int KILLED = 137;

    private TaskRemedy() {}

    static String of(TaskState ended) {
        var code = ended.exitCode();
        if (code == null) {
            return "Look in its log how far it came before you run it again: the place it ran at ended or forgot it.";
        }
        return code == KILLED
                ? "Give it more memory; read its last lines and find out how far it came before you retry."
                : "Read its last lines and find out how far it came before you retry.";
    }
}
