package dev.slipway.identity;

/** What a person or token may do. */
public enum Permission {
    /** Read everything but secrets' references. */
    VIEW,
    /** Register and block releases. */
    RELEASE,
    /** Start, cancel and re-run jobs. */
    DEPLOY,
    /** Answer a question of a running job. */
    DECIDE,
    /** Approve and reject what waits for a group one belongs to. */
    APPROVE,
    /** Make and remove freezes, and stop everything. */
    FREEZE,
    /** Let a job pass a freeze. */
    OVERRIDE,
    /** Let a job pass gates that are not open, for a reason that somebody else reviews. */
    BREAK_GLASS,
    /** Change definitions, variables and pipelines. */
    EDIT,
    /** Manage people, tokens and the portal itself. */
    ADMINISTER
}
