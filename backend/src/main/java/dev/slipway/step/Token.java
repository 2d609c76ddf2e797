package dev.slipway.step;

import dev.slipway.job.spi.StepContext;

/** The idempotency token of what one attempt of a step does: the same for every worker that goes on with it. */
final class Token {

    private Token() {}

    static String of(StepContext context) {
        return context.project() + "/" + context.jobNumber() + "/" + context.stepRun() + "/" + context.attempt();
    }
}
