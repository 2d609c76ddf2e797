package dev.slipway.job;

/** What a job does when a step has failed and its retries are used up. */
public enum OnFailure {
    /** Wait for a person: retry, ignore, fail or roll back. A deployment that rolled itself back is not asked about. */
    ASK,
    /** End as failed. */
    FAIL
}
