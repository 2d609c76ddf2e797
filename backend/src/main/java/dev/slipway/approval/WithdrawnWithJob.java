package dev.slipway.approval;

import dev.slipway.job.spi.JobWithdrawal;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A round whose job stops is over with it, and on record in the same transaction. */
@Component
class WithdrawnWithJob implements JobWithdrawal {

    private final ApprovalStore store;
    private final Rounds rounds;
    private final InstantSource clock;

    WithdrawnWithJob(ApprovalStore store, Rounds rounds, InstantSource clock) {
        this.store = store;
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public Mono<Void> hold(long job) {
        return store.lock(job);
    }

    @Override
    public Mono<Void> withdraw(long job, String reason) {
        return rounds.withdraw(job, reason, clock.instant());
    }
}
