package simulator.ecr;

/** One image for one platform, as it lies in a registry. */
record PushedImage(ImageContent content, Blob configuration, Blob manifest) {

    static PushedImage of(ImageContent content) {
        var configuration = ImageBytes.configuration(content);
        return new PushedImage(content, configuration, ImageBytes.manifest(content, configuration));
    }

    /** As ECR counts it: manifest, configuration and compressed layers. */
    long size() {
        return content.layerBytes().stream().mapToLong(Long::longValue).sum()
                + configuration.bytes().length
                + manifest.bytes().length;
    }
}
