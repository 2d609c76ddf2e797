package dev.slipway.target.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process and no other: a pid is used again, a pid with its start is not.
 *
 * @param start boot id and start in clock ticks where there is /proc (a clock that is set does not move it), else
 *     {@code ps}'s lstart
 */
record ProcessIdentity(long pid, String start) {

    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** As the shim writes it: the pid, a space, the start. */
    static Optional<ProcessIdentity> read(Path file) throws IOException {
        try {
            var text = Files.readString(file).strip();
            var space = text.indexOf(' ');
            return space < 1
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(
                            Long.parseLong(text.substring(0, space)),
                            text.substring(space + 1).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IOException(file + " does not begin with a process id", e);
        }
    }

    /** Whether this very process runs; one that has ended but was not reaped does not. */
    boolean alive() throws IOException {
        return start.equals(startOf(pid));
    }

    /** Whether the machine was started again since; false where there is no /proc to tell. */
    boolean ofEarlierBoot() throws IOException {
        return Files.exists(BOOT)
                && start.contains(":")
                && !start.startsWith(Files.readString(BOOT).strip() + ":");
    }

    private static @Nullable String startOf(long pid) throws IOException {
        if (!Files.exists(BOOT)) {
            return lstart(pid);
        }
        var stat = ProcStat.of(pid);
        return stat.isEmpty() || stat.get().ended()
                ? null
                : Files.readString(BOOT).strip() + ":" + stat.get().startTicks();
    }

    private static @Nullable String lstart(long pid) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "lstart=", "-p", Long.toString(pid)).start();
        try (var out = ps.getInputStream()) {
            var text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            return ps.waitFor(5, TimeUnit.SECONDS) && !text.isEmpty() ? text : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking ps for " + pid, e);
        }
    }

    /** The fields of /proc/PID/stat that matter here (proc(5)). */
    record ProcStat(long pid, char state, long session, String startTicks) {

        static Optional<ProcStat> of(long pid) throws IOException {
            try {
                var text =
                        Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
                // The name, in parentheses, may hold anything: the fields are counted from its last parenthesis on.
                var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                return Optional.of(new ProcStat(pid, fields[0].charAt(0), Long.parseLong(fields[3]), fields[19]));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                // Reading the file of a process that ends meanwhile fails with ESRCH.
                if (Files.exists(PROC.resolve(Long.toString(pid)))) {
                    throw e;
                }
                return Optional.empty();
            }
        }

        boolean ended() {
            return state == 'Z' || state == 'X';
        }
    }
}
