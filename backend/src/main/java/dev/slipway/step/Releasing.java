package dev.slipway.step;

import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.target.Revision;

/** What a placement is to run. */
final class Releasing {

    private Releasing() {}

    static Revision revision(Placed placed) throws StepRefused {
        var revision = placed.revision();
        if (revision == null) {
            throw new StepRefused(
                    "This job has no release of " + placed.key().service(),
                    "Start the job with a release of this service.");
        }
        return revision;
    }
}
