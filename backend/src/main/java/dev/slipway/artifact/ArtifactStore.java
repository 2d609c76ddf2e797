package dev.slipway.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Keeps the bytes of archives and files by digest, verified when they enter and again when they are used. */
public interface ArtifactStore {

    /** Stores the bytes and returns what they are; storing the same bytes again changes nothing. Closes nothing. */
    Digest put(InputStream bytes) throws IOException;

    boolean has(Digest digest);

    /**
     * The file with these bytes, checked against the digest.
     *
     * @throws ArtifactMissing if the store has no such bytes, or they no longer match
     */
    Path fetch(Digest digest) throws IOException;
}
