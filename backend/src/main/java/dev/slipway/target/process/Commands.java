package dev.slipway.target.process;

import dev.slipway.artifact.Digest;
import dev.slipway.target.DetachedProcesses;
import dev.slipway.target.LogSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Commands of jobs on this machine, each in a folder of its own under {@code commands} in the data folder. */
@Component
class Commands implements DetachedProcesses {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration CLEANED_EVERY = Duration.ofHours(1);
    private static final Duration SIGN_EVERY = Duration.ofNanos(250_000);
    /** Whether it has ended takes longer to see than that it has printed something, and is less often so. */
    private static final int LOOKS_AT_END = 8;

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    private final Path folder;
    private final Clock clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.MIN);

    Commands(@Value("${slipway.data-dir}") String dataDirectory, Clock clock) {
        this.folder = Path.of(dataDirectory).toAbsolutePath().resolve("commands");
        this.clock = clock;
    }

    @Override
    public void start(String key, Command command) throws IOException {
        var home = home(key);
        if (!(run(home).look() instanceof Run.Look.NotStarted)) {
            return;
        }
        removeOld();
        create(home);
        var environment = Machine.inherited();
        environment.putAll(command.environment());
        var work = command.folder().orElse(home.resolve("work"));
        run(home)
                .start(
                        Run.Shim.installed(folder),
                        new Run.Command(command.arguments(), environment, work, home.resolve("log")));
    }

    @Override
    public State look(String key) throws IOException {
        var home = home(key);
        return run(home).look() instanceof Run.Look.NotStarted ? onItsWay(home) : look(run(home));
    }

    @Override
    public void awaitSign(String key, Duration atMost) throws IOException, InterruptedException {
        var home = home(key);
        // Asked of the file itself, which is empty while it is not there: one question to the system, asked often.
        var log = home.resolve("log").toFile();
        var end = System.nanoTime() + atMost.toNanos();
        for (var look = 1; System.nanoTime() < end && log.length() == 0; look++) {
            if (look % LOOKS_AT_END == 0 && run(home).look() instanceof Run.Look.Ended) {
                return;
            }
            Thread.sleep(SIGN_EVERY);
        }
    }

    /** Between the start and the shim's claim. A shim that was killed before it never comes: then nobody may any more. */
    private State onItsWay(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            return new State.NotStarted();
        }
        if (Files.getLastModifiedTime(home).toInstant().plus(ON_ITS_WAY).isAfter(clock.instant())) {
            return new State.Running();
        }
        run(home).abandon();
        return look(run(home));
    }

    private static State look(Run run) throws IOException {
        return switch (run.look()) {
            case Run.Look.Ended ended -> new State.Ended(ended.exitCode());
            case Run.Look.NotStarted _, Run.Look.Starting _, Run.Look.Running _ -> new State.Running();
        };
    }

    @Override
    public LogSlice read(String key, long offset, int maxBytes) throws IOException {
        var home = home(key);
        // Asked before the bytes are read: what is printed in between is not the end.
        var ended = run(home).look() instanceof Run.Look.Ended;
        return new LogFile(home.resolve("log")).read(offset, maxBytes, ended);
    }

    @Override
    public void stop(String key, boolean force) throws IOException {
        var home = home(key);
        var run = run(home);
        var session = run.session();
        if (session.isEmpty()) {
            if (Files.exists(home)) {
                run.abandon();
            }
        } else if (force) {
            session.get().signal("KILL");
        } else if (isFirst(home.resolve("asked-to-end"))) {
            session.get().signal("TERM");
        }
    }

    private static boolean isFirst(Path mark) throws IOException {
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Output is not masked here, so that nobody else may read it. */
    private void create(Path home) throws IOException {
        Files.createDirectories(home);
        if (closed.compareAndSet(false, true) && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Now and then: who starts a command waits for it. */
    private void removeOld() throws IOException {
        var now = clock.instant();
        var before = cleaned.get();
        if (before.isAfter(now.minus(CLEANED_EVERY))
                || !cleaned.compareAndSet(before, now)
                || !Files.isDirectory(folder)) {
            return;
        }
        var oldest = now.minus(KEPT);
        try (var homes = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var home : homes) {
                if (run(home).look() instanceof Run.Look.Ended
                        && Files.getLastModifiedTime(home).toInstant().isBefore(oldest)) {
                    remove(home);
                }
            }
        }
    }

    private static void remove(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path home(String key) {
        return folder.resolve(
                "c-" + Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 24));
    }

    private static Run run(Path home) {
        return new Run(home.resolve("run"));
    }
}
