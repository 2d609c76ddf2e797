package dev.slipway.job.spi;

import dev.slipway.target.SettingProblem;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One kind of step. A step is resumable: {@link #run} is called again after every {@link StepResult.Waiting}, after a
 * decision and after the worker died, with the same {@link StepContext#memory()}. It runs on a virtual thread and may
 * block, but gives long waits back as {@code Waiting}.
 */
public interface Step {

    /** The key in pipelines, such as {@code deploy}. */
    String kind();

    /** Whether it acts on one placement (and its release), rather than on the job as a whole. */
    default boolean needsPlacement() {
        return true;
    }

    /** Whether it changes the placement, so that the job must hold the placement's lock. */
    default boolean changes() {
        return true;
    }

    /** What is wrong with these settings; empty if nothing is. */
    List<SettingProblem> validate(ObjectNode settings);

    /** Every action {@link #run} would take, one line each, without taking it. */
    List<String> plan(StepContext context) throws Exception;

    /** Whether what it would bring runs already, so that it would replace nothing unless it is forced to. */
    default boolean repeats(StepContext context) {
        return false;
    }

    /** Goes on from where the memory says. An exception is a failure the retry policy may repeat. */
    StepResult run(StepContext context) throws Exception;

    /**
     * Ends what is under way and says in which condition the target was left. Called until it no longer answers
     * {@code Waiting}; only when the step had started.
     */
    StepResult cancel(StepContext context) throws Exception;
}
