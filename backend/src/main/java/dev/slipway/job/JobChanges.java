package dev.slipway.job;

import reactor.core.publisher.Flux;

/** Jobs that have changed, from whichever replica; hints, so who shows a job also reads it again now and then. */
public interface JobChanges {

    /** Ids of jobs, from subscription on; hot. */
    Flux<Long> ids();
}
