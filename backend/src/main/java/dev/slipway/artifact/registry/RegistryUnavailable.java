package dev.slipway.artifact.registry;

import java.io.IOException;

/** The registry could not be asked, refused to answer, or answered what cannot be trusted. */
public class RegistryUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailable(String why) {
        super(why);
    }

    public RegistryUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
