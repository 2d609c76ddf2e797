package dev.slipway.target.process;

import dev.slipway.target.process.ProcessIdentity.ProcStat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The session a run's command leads, with everything it has started since. */
record ProcessSession(ProcessIdentity leader) {

    private static final Path PROC = Path.of("/proc");
    private static final String KILL = "kill -s \"$1\" -- \"-$2\" || kill -s \"$1\" \"$2\"";

    /** Pids of the session, its leader even before it has made it; only the leader where there is no /proc. */
    List<Long> members() throws IOException {
        if (!Files.isDirectory(PROC)) {
            return leader.alive() ? List.of(leader.pid()) : List.of();
        }
        if (leader.ofEarlierBoot()) {
            return List.of();
        }
        var self = ProcStat.of(leader.pid());
        if (self.isPresent() && !self.get().ended() && !leader.alive()) {
            // The kernel gives a pid away only when no process of its session is left.
            return List.of();
        }
        var members = new ArrayList<Long>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                ProcStat.of(Long.parseLong(process.getFileName().toString()))
                        .filter(stat -> (stat.session() == leader.pid() || stat.pid() == leader.pid()) && !stat.ended())
                        .ifPresent(stat -> members.add(stat.pid()));
            }
        }
        return members;
    }

    /**
     * Sends the signal, such as {@code TERM}, to the leader's group, or to the leader alone if it has not made one yet; to none
     * if nothing of the session is left.
     */
    void signal(String signal) throws IOException {
        if (members().isEmpty()) {
            return;
        }
        // The shell's own kill: a kill binary is not everywhere, and Java signals single processes only.
        var kill = new ProcessBuilder("/bin/sh", "-c", KILL, "sh", signal, Long.toString(leader.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // Its exit code says nothing new: a group that ended meanwhile is what was wanted, and is looked at again.
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while sending " + signal + " to " + leader.pid(), e);
        }
    }
}
