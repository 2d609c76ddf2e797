package dev.slipway.job;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All jobs. Empty when there is no such job. */
public interface Jobs {

    Mono<Job> find(long id);

    Mono<Job> find(String project, long number);

    /** A job with estimates, locks and its place in the queue. */
    Mono<JobDetail> detail(String project, long number);

    /**
     * Newest first.
     *
     * @param cursor {@link JobPage#next()} of the page before; null for the first page
     * @throws dev.slipway.web.InvalidInput if the cursor is not one
     */
    Mono<JobPage> page(JobFilter filter, int size, @Nullable String cursor);

    /** Jobs that are not over, oldest first. */
    Flux<Job> open(@Nullable String project);

    /** The last job of each placement of a project that changed it or is changing it, dry runs left out. */
    Flux<Job> lastOfEachPlacement(String project);

    Flux<LockHolder> locks(String project);
}
