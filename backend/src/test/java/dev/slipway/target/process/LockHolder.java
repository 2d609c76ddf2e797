package dev.slipway.target.process;

import java.nio.file.Path;
import java.time.Duration;

/** Holds a placement's lock in a JVM of its own, as another portal does, until it is ended. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (var _ = PlacementLock.of(Path.of(arguments[0])).take(Duration.ofSeconds(30))) {
            System.out.println("held");
            System.in.read();
        }
    }
}
