package dev.slipway.target;

/** Resolves some secrets where it runs them, so that the portal never holds their values. */
public interface ResolvesSecrets {

    /** Whether it resolves this one itself. */
    boolean resolves(SecretReference reference);
}
