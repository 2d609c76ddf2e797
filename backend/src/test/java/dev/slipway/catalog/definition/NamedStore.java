package dev.slipway.catalog.definition;

import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;

/** A store of which only the scheme matters. */
record NamedStore(String scheme) implements SecretStore {

    @Override
    public String resolve(SecretReference reference) {
        throw new UnsupportedOperationException();
    }
}
