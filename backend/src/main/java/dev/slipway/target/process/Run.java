package dev.slipway.target.process;

import dev.slipway.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command, as its folder tells it: {@code watch} (who claimed it), {@code pid} (who became the command) and
 * {@code exit} (its exit code), all written by the shim. Starting a run twice starts it once.
 */
record Run(Path folder) {

    private static final String ABANDONED = "0 abandoned";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** What became of a run. */
    sealed interface Look {

        /** No shim has claimed it. */
        record NotStarted() implements Look {}

        /** The shim is at work, the command has not begun. */
        record Starting() implements Look {}

        record Running(ProcessIdentity process) implements Look {}

        /** @param exitCode null when nobody could note it, such as after the machine stopped */
        record Ended(@Nullable Integer exitCode, @Nullable Instant at) implements Look {}
    }

    /**
     * What a run starts.
     *
     * @param environment all of it: the portal's own is not passed on
     */
    record Command(List<String> arguments, Map<String, String> environment, Path workingFolder, Path log) {}

    Look look() throws IOException {
        var ended = exit();
        if (ended.isPresent()) {
            return ended.get();
        }
        var process = ProcessIdentity.read(folder.resolve("pid"));
        if (process.isPresent() && process.get().alive()) {
            return new Look.Running(process.get());
        }
        var watcher = ProcessIdentity.read(folder.resolve("watch"));
        if (watcher.isEmpty()) {
            return new Look.NotStarted();
        }
        if (watcher.get().alive()) {
            // Between the command's end and its noted exit code, or before the command has begun.
            return process.<Look>map(Look.Running::new).orElseGet(Look.Starting::new);
        }
        var begunMeanwhile = ProcessIdentity.read(folder.resolve("pid"));
        if (begunMeanwhile.isPresent() && begunMeanwhile.get().alive()) {
            return new Look.Running(begunMeanwhile.get());
        }
        return exit().<Look>map(look -> look).orElseGet(() -> new Look.Ended(null, null));
    }

    private Optional<Look.Ended> exit() throws IOException {
        var file = folder.resolve("exit");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new Look.Ended(
                Integer.valueOf(Files.readString(file).strip()),
                Files.getLastModifiedTime(file).toInstant()));
    }

    /** Whether the machine was started again since it began; with it ended whatever ran. */
    boolean ofEarlierBoot() throws IOException {
        var watcher = ProcessIdentity.read(folder.resolve("watch"));
        return watcher.isPresent() && watcher.get().ofEarlierBoot();
    }

    /** Keeps something about the run beside it, before it starts. */
    void note(String name, String text) throws IOException {
        AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    Optional<String> noted(String name) throws IOException {
        var file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** Hands the command to a shim; it begins a moment later, or not at all if another shim was first. */
    void start(Shim shim, Command command) throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(command.workingFolder());
        var vector = new ArrayList<String>();
        vector.addAll(shim.ownSession());
        vector.addAll(List.of("/bin/sh", shim.script().toString(), "watch", folder.toString()));
        vector.add(shim.setsid());
        vector.addAll(List.of(command.log().toString(), command.workingFolder().toString()));
        vector.addAll(command.arguments());
        var builder = new ProcessBuilder(vector)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.start();
    }

    /** Claims a run that has not started, so that a shim still on its way starts nothing. */
    void abandon() throws IOException {
        Files.createDirectories(folder);
        var claim = Files.createTempFile(folder, "claim", "");
        try {
            Files.writeString(claim, ABANDONED);
            Files.createLink(folder.resolve("watch"), claim);
        } catch (FileAlreadyExistsException e) {
            // A shim was first; the next look tells what became of it. One that was killed before it said who it is
            // never will, and one that still comes to it finds that it is too late.
            if (Files.size(folder.resolve("watch")) == 0) {
                Files.move(claim, folder.resolve("watch"), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(claim);
        }
    }

    /** The session of the command, once it has begun. */
    Optional<ProcessSession> session() throws IOException {
        return ProcessIdentity.read(folder.resolve("pid")).map(ProcessSession::new);
    }

    /**
     * Where the shim and the tool that makes a session are.
     *
     * @param setsid path of setsid(1), or empty where there is none and perl does its work (macOS)
     */
    record Shim(Path script, String setsid) {

        static Shim installed(Path folder) throws IOException {
            var script = folder.resolve(Packed.NAME);
            if (!Files.exists(script)) {
                AtomicFile.write(script, Packed.BYTES);
            }
            return new Shim(script, Files.isExecutable(SETSID) ? SETSID.toString() : "");
        }

        /** The script of this portal, read once. */
        private static final class Packed {

            private static final byte[] BYTES = read();
            private static final String NAME = "shim-" + Digest.of(BYTES).hex().substring(0, 12) + ".sh";

            private static byte[] read() {
                try (var in = Run.class.getResourceAsStream("shim.sh")) {
                    return Objects.requireNonNull(in, "shim.sh is missing from the portal's jar")
                            .readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        List<String> ownSession() {
            return setsid.isEmpty() ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV") : List.of(setsid);
        }
    }
}
