package dev.slipway.job;

import dev.slipway.audit.Actor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What people do to jobs. Refusals are problems that name field, rule and remedy. */
public interface JobControl {

    /** Makes the job, or returns the one an equal request with the same idempotency key has made. */
    Mono<Job> start(JobRequest request);

    /** Asks it to stop; does nothing to one that stops already or has ended. */
    Mono<Job> cancel(long job, String reason, Actor actor);

    /**
     * Asks it to stop unless it has started or stops already; it never starts once this has been committed. Whether this
     * asked. Takes part in the caller's transaction.
     */
    Mono<Boolean> takeBack(long job, String reason, Actor actor);

    /**
     * Answers the open question of a step run.
     *
     * @param note mandatory for {@code ignore} and for every answer to a step's own question
     */
    Mono<Job> decide(long job, String stepRun, String choice, @Nullable String note, Actor actor);

    /**
     * A new job with the same order, linked to the old one.
     *
     * @param from name of the pipeline's step it begins with; null for the first
     */
    Mono<Job> rerun(long job, @Nullable String from, Actor actor);

    /** What the job would change, found without changing anything. */
    Mono<JobPreview> preview(JobRequest request);
}
