package dev.slipway.artifact;

/**
 * One artifact of a release.
 *
 * @param name what the release calls it, unique in the release, such as {@code app}
 * @param kind archive, file or image
 * @param location where its bytes were taken from: a path, a URL or an image repository; information, not identity
 * @param digest what it is
 */
public record ArtifactReference(String name, Kind kind, String location, Digest digest) {

    /** The form of an artifact. */
    public enum Kind {
        /** A zip that is unpacked before use. */
        ARCHIVE,
        /** A single file. */
        FILE,
        /** A container image. */
        IMAGE
    }
}
