package dev.slipway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of a PostgreSQL server, as its {@code postmaster.pid} tells it (line 1 process id, line 4 port;
 * PostgreSQL source, {@code miscinit.h}).
 */
record Postmaster(long pid, int port) {

    static Optional<Postmaster> of(Path dataFolder) throws IOException {
        var file = dataFolder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        var postmaster = new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()));
        return ProcessHandle.of(postmaster.pid()).filter(ProcessHandle::isAlive).map(_ -> postmaster);
    }

    /** Fast shutdown: sessions are ended, data is kept (SIGINT; PostgreSQL manual, Shutting Down the Server). */
    void stop() throws IOException {
        var handle = ProcessHandle.of(pid);
        if (handle.isEmpty()) {
            return;
        }
        var ended = handle.get().onExit();
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).inheritIO().start();
        try {
            ended.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL (process " + pid + ") does not end", e);
        }
    }
}
