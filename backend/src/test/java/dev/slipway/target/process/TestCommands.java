package dev.slipway.target.process;

import dev.slipway.target.DetachedProcesses;
import java.nio.file.Path;
import java.time.Clock;

/** The real commands of this machine, for tests of other modules. */
public final class TestCommands {

    private TestCommands() {}

    /** As a portal with this data folder has them. */
    public static DetachedProcesses in(Path data) {
        return new Commands(data.toString(), Clock.systemUTC());
    }
}
