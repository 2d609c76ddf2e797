package dev.slipway.approval;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Puts on record, and so tells, that a review is overdue: when its time is over, and again each such time until it is closed. */
@Component
class OverdueReviews implements Work {

    static final String WORK = "glass-review";

    private final BreakGlass glass;
    private final ApprovalProperties properties;
    private final Clock clock;

    OverdueReviews(BreakGlass glass, ApprovalProperties properties, Clock clock) {
        this.glass = glass;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var overdue = glass.overdue(Long.parseLong(id)).block();
        return Boolean.TRUE.equals(overdue)
                ? new Outcome.Again(clock.instant().plus(properties.reviewWithin()))
                : new Outcome.Done();
    }
}
