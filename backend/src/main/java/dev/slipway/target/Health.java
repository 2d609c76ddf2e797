package dev.slipway.target;

/** How well an instance or a placement is. */
public enum Health {
    HEALTHY,
    /** Serves, but not as it should: some instances missing or failing. */
    DEGRADED,
    UNHEALTHY,
    /** On its way: starting, or a rollout is under way. */
    MOVING,
    /** Nothing was ever deployed here. */
    ABSENT,
    /** Could not be seen. Never shown as well. */
    UNKNOWN
}
