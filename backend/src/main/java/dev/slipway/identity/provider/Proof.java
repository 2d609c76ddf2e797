package dev.slipway.identity.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a provider said at the end of a sign-in.
 *
 * @param sid how it calls the session, if it does
 */
record Proof(Person person, @Nullable String sid, SealedTokens tokens) {}
