package dev.slipway.target;

/** Looks up one scheme of secret references at the moment of use. */
public interface SecretStore {

    /** The scheme it serves, such as {@code env}. */
    String scheme();

    /** @throws SecretUnavailable if there is no such secret or it cannot be read; the message never holds its value */
    String resolve(SecretReference reference) throws SecretUnavailable;
}
