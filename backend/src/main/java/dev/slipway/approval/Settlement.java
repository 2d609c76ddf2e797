package dev.slipway.approval;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Puts on record that a job has started with what was approved, or has ended without. */
@Component
class Settlement implements Work {

    static final String WORK = "approval-settlement";

    /** A job that passes its gates starts within moments, unless it must wait for a lock. */
    static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Rounds rounds;
    private final Clock clock;

    Settlement(Rounds rounds, Clock clock) {
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var settled = rounds.settle(Long.parseLong(id), clock.instant()).block();
        return Boolean.TRUE.equals(settled)
                ? new Outcome.Done()
                : new Outcome.Again(clock.instant().plus(LOOK_AGAIN));
    }
}
