package dev.slipway.job.spi;

/** What a deployment does where its release runs already, so that nothing would be replaced. */
public enum WhenSame {
    /** A person decides. */
    ASK,
    /** Every instance is replaced by a new one of the same. */
    FORCE,
    /** Nothing is replaced; what runs is proven. */
    LEAVE
}
