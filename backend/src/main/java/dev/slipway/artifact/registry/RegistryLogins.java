package dev.slipway.artifact.registry;

import java.util.Optional;

/** What to sign in to registries with, looked up at the moment of use. */
public interface RegistryLogins {

    /**
     * For this host; empty to ask as nobody.
     *
     * @throws RegistryUnavailable if there is one and it cannot be read; the message never holds it
     */
    Optional<Login> of(String host) throws RegistryUnavailable;

    /** A user and a password or token. */
    record Login(String user, String password) {

        @Override
        public String toString() {
            return user + ":***";
        }
    }
}
