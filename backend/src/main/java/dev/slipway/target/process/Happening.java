package dev.slipway.target.process;

import org.jspecify.annotations.Nullable;

/** What was noticed about an instance. */
sealed interface Happening {

    Instance instance();

    record Started(Instance instance, ProcessIdentity process) implements Happening {}

    /** Its health check answers otherwise than before. */
    record Answered(Instance instance, String answer) implements Happening {}

    record BecameHealthy(Instance instance) implements Happening {}

    /** @param before the phase in which it ended */
    record Ended(
            Instance instance,
            Instance.Phase before,
            @Nullable Integer exitCode) implements Happening {}

    record CouldNotStart(Instance instance, String why) implements Happening {}
}
