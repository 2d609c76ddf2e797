package dev.slipway.step;

import dev.slipway.job.spi.FailureReport;

/** The step cannot do what it was asked, and trying again will not help. */
class StepRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient FailureReport report;

    StepRefused(String what, String remedy) {
        super(what);
        this.report = FailureReport.of(what, remedy);
    }

    FailureReport report() {
        return report;
    }
}
