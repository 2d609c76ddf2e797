package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;

/** Keeps container images. Calls block and are made from virtual threads; none changes anything. */
public interface Registry {

    /**
     * Reads an image; what is read is checked against its digest.
     *
     * @param repository path in the registry, such as {@code shop/web}
     * @throws ImageMissing if the registry has no such image, or has put it away
     * @throws RegistryUnavailable if it could not be told
     */
    Image image(String repository, Digest digest, Platform platform) throws ImageMissing, RegistryUnavailable;
}
