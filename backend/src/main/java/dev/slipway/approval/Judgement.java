package dev.slipway.approval;

import dev.slipway.job.spi.Gate.Standing;
import java.util.List;

/**
 * How the gate stands, and what is to be written so that it does.
 *
 * @param written rounds that changed or began, in order; the last is the one that counts
 */
record Judgement(Standing standing, List<Approval> written) {

    Judgement {
        written = List.copyOf(written);
    }
}
