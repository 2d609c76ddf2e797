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
    /** Change definitions, variables and pipelines. */
    EDIT,
    /** Manage people, tokens and the portal itself. */
    ADMINISTER
}
