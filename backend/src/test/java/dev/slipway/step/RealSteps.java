package dev.slipway.step;

import dev.slipway.job.spi.Step;
import dev.slipway.target.RunsTasks.TaskState;

/** Steps as the portal has them, for tests outside of this module. */
public final class RealSteps {

    private RealSteps() {}

    public static Step deploy() {
        return new DeployStep();
    }

    /** What the migrate step advises of a command that ended so. */
    public static String remedy(TaskState ended) {
        return Integer.valueOf(0).equals(ended.exitCode()) ? "" : TaskRemedy.of(ended);
    }

    /** What the migrate step advises where the target refused to run its command. */
    public static String remedyOfRefusal() {
        return TaskRemedy.REFUSED;
    }
}
