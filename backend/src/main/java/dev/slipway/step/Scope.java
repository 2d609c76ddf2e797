package dev.slipway.step;

import dev.slipway.job.spi.StepContext;

/** Which variables a step sees that may run per service or once for the job. */
final class Scope {

    private Scope() {}

    static Variables of(StepContext context) {
        return context.isPlaced() ? Variables.of(context, context.placed()) : Variables.of(context);
    }
}
