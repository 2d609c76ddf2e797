package dev.slipway.promotion;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All promotions. Empty when there is no such promotion. */
public interface Promotions {

    Mono<Promotion> find(String project, long number);

    /** The one a job carries out. */
    Mono<Promotion> ofJob(long job);

    /** The one that the job with this number in the project carries out. */
    Mono<Promotion> ofJob(String project, long jobNumber);

    /** Those that are not over, oldest first. */
    Flux<Promotion> open(String project);

    /**
     * Newest first.
     *
     * @param before only those with a smaller number
     */
    Flux<Promotion> page(String project, @Nullable String to, @Nullable Long before, int limit);

    /** Keys of projects of which a promotion has changed, from whichever replica; hot, a hint. */
    Flux<String> changes();
}
