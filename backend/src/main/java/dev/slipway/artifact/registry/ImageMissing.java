package dev.slipway.artifact.registry;

import java.io.IOException;

/** The registry answered, and the image cannot be pulled from it. */
public class ImageMissing extends IOException {

    private static final long serialVersionUID = 1L;

    public ImageMissing(String why) {
        super(why);
    }

    public ImageMissing(String why, Throwable cause) {
        super(why, cause);
    }
}
