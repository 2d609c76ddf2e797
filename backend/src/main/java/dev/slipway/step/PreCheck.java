package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.util.List;

/** One question of the pre-deployment checklist. Changes nothing and never throws: what cannot be told is a finding. */
interface PreCheck {

    /** What is asked, to follow the word check. */
    String about();

    List<Finding> find(StepContext context);
}
