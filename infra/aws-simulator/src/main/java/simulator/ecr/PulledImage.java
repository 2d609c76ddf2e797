package simulator.ecr;

/**
 * What a reference led to on a platform.
 *
 * @param digest of the reference itself: of the index, when it is one
 * @param manifestDigest of the image for the platform; the same as {@code digest} unless that is an index
 */
public record PulledImage(String repository, String digest, String manifestDigest, ImageContent content) {}
