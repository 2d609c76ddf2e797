package dev.slipway.target.process;

import dev.slipway.target.TargetUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The right to change one placement: against the threads of this portal by a lock in memory, against other portals by a file. */
record PlacementLock(Path folder, ReentrantLock ours) {

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** File locks belong to the whole JVM, so that its threads need one besides; keyed by the real path. */
    private static final Map<Path, ReentrantLock> OURS = new ConcurrentHashMap<>();

    /** Held until closed. */
    record Held(FileChannel channel, FileLock theirs, ReentrantLock ours) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try (channel) {
                theirs.release();
            } finally {
                ours.unlock();
            }
        }
    }

    static PlacementLock of(Path folder) throws IOException {
        var real = Files.createDirectories(folder).toRealPath();
        return new PlacementLock(real, OURS.computeIfAbsent(real, _ -> new ReentrantLock()));
    }

    /** @throws TargetUnavailable if another holds it all the while */
    Held take(Duration patience) throws IOException, TargetUnavailable {
        return tryTake(patience)
                .orElseThrow(() -> new TargetUnavailable("Another portal or request has been at work on " + folder
                        + " for " + patience.toSeconds() + " s"));
    }

    /** Empty if another holds it all the while. */
    Optional<Held> tryTake(Duration patience) throws IOException {
        var until = System.nanoTime() + patience.toNanos();
        try {
            if (!ours.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return theirs(until);
    }

    private Optional<Held> theirs(long until) throws IOException {
        var taken = false;
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            do {
                var theirs = channel.tryLock();
                if (theirs != null) {
                    taken = true;
                    return Optional.of(new Held(channel, theirs, ours));
                }
                // The system tells nobody when a file lock becomes free.
                LockSupport.parkNanos(PAUSE.toNanos());
            } while (System.nanoTime() < until);
            return Optional.empty();
        } finally {
            if (!taken) {
                channel.close();
                ours.unlock();
            }
        }
    }
}
