package dev.slipway.artifact.registry;

import java.util.Locale;

/** What an image is built for, such as {@code linux/amd64} (OCI image spec, image-index). */
public record Platform(String os, String architecture) {

    /** What Fargate runs unless the task definition says otherwise. */
    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64");

    public Platform {
        os = os.toLowerCase(Locale.ROOT);
        architecture = architecture.toLowerCase(Locale.ROOT);
    }

    /** Whether it names a platform at all: attestations in an index call theirs unknown. */
    boolean known() {
        return !os.isEmpty() && !os.equals("unknown") && !architecture.equals("unknown");
    }

    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
