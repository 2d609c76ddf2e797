package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.time.Duration;
import java.util.List;

/** One question of the pre-deployment checklist. Changes nothing and never throws: what cannot be told is a finding. */
interface PreCheck {

    /** What it is about, in one word; the code of its finding when it gives none of its own. */
    String key();

    /** What is asked, to follow the word check. */
    String about();

    /** How long it may take; after that it is unknown. */
    default Duration limit() {
        return Duration.ofSeconds(30);
    }

    List<Finding> find(StepContext context);
}
