package dev.slipway.artifact;

import java.io.IOException;

/** An archive that would write outside its folder, or grow beyond what is allowed. */
public class UnsafeArchive extends IOException {

    private static final long serialVersionUID = 1L;

    public UnsafeArchive(String why) {
        super(why);
    }

    public UnsafeArchive(String why, Throwable cause) {
        super(why, cause);
    }
}
