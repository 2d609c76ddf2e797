package dev.slipway.approval;

/** What can happen to one round of approval. */
enum ApprovalEvent {
    /** The approvals that count are enough, and nobody objects. */
    QUORUM,
    /** They are not: too few so far, one has become too old, or somebody left the group. */
    SHORT,
    /** Somebody wants something changed first. */
    OBJECT,
    /** Somebody said no. */
    REJECT,
    /** The time to decide is over. */
    EXPIRE,
    /** Something else would happen than what was shown. */
    CHANGE,
    /** There is nothing to approve any more. */
    CANCEL,
    /** The job has passed all gates. */
    START
}
