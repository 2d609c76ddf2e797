package dev.slipway.artifact;

import java.io.IOException;

/** The bytes of an artifact are not there, or are not what the digest says. */
public class ArtifactMissing extends IOException {

    private static final long serialVersionUID = 1L;

    public ArtifactMissing(Digest digest, String why) {
        super("Artifact " + digest.abbreviated() + " is not usable: " + why);
    }
}
