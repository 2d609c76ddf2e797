package simulator.ecs;

/** How a service deployment brings its revision. */
interface Strategy {

    /** Does what can be done now; calls {@link Rollout#settled()} when nothing is left to do. */
    void tick();

    /** Turns round: from now on it brings back what ran before. */
    void turnBack();

    /** The percentage of production traffic that what it brings gets. */
    double share();
}
