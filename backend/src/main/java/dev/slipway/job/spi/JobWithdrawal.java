package dev.slipway.job.spi;

import reactor.core.publisher.Mono;

/**
 * Takes part in the transaction in which a job is cancelled, or ends before it has started: what people were asked about it
 * is withdrawn with it. Found as a bean.
 */
public interface JobWithdrawal {

    /** Takes the locks it needs, before the job itself is locked. */
    Mono<Void> hold(long job);

    /** The job is written already. */
    Mono<Void> withdraw(long job, String reason);
}
