package dev.slipway.job;

import dev.slipway.job.spi.JobWithdrawal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All who have something to withdraw when a job stops. */
@Component
class Withdrawals {

    private final ObjectProvider<JobWithdrawal> all;

    Withdrawals(ObjectProvider<JobWithdrawal> all) {
        this.all = all;
    }

    /** Writes between the locks and the withdrawals, in the caller's transaction. */
    <T> Mono<T> around(long job, String reason, Mono<T> write) {
        return each(one -> one.hold(job)).then(write).delayUntil(_ -> each(one -> one.withdraw(job, reason)));
    }

    private Mono<Void> each(java.util.function.Function<JobWithdrawal, Mono<Void>> what) {
        return Flux.fromStream(all::orderedStream).concatMap(what).then();
    }
}
