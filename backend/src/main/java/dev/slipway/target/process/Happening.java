package dev.slipway.target.process;

import org.jspecify.annotations.Nullable;

/** What was noticed about an instance. */
sealed interface Happening {

    Instance instance();

    record Started(Instance instance, ProcessIdentity process) implements Happening {}

    /** Its health check answers otherwise than before. */
    record Answered(Instance instance, String answer) implements Happening {}

    record BecameHealthy(Instance instance) implements Happening {}

    /**
     * Its process is gone.
     *
     * @param before the phase in which it ended
     * @param withMachine whether the machine was started again since it began, so that nothing speaks against it
     */
    record Ended(
            Instance instance,
            Instance.Phase before,
            @Nullable Integer exitCode,
            boolean withMachine) implements Happening {}

    record CouldNotStart(Instance instance, String why) implements Happening {}
}
