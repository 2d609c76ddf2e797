package dev.slipway.artifact;

import java.nio.file.Path;

/** Real artifact stores for the tests of other modules. */
public final class TestStores {

    private TestStores() {}

    public static ArtifactStore in(Path folder) {
        return new FileArtifactStore(folder);
    }
}
