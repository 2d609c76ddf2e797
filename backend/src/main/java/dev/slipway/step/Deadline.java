package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import java.time.Duration;
import java.time.Instant;

/** A time the step remembers from when it first asked for it. */
record Deadline(Instant at) {

    static Deadline of(StepContext context, String key, Duration duration) {
        return new Deadline(context.memory().recall(key, Instant.class).orElseGet(() -> {
            var at = context.now().plus(duration);
            context.memory().keep(key, at);
            return at;
        }));
    }

    boolean passed(StepContext context) {
        return !context.now().isBefore(at);
    }
}
