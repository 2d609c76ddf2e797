package dev.slipway.target.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port of this machine, by /proc/net/tcp and the open files of processes (proc(5)). */
final class PortOwner {

    private static final Path NET = Path.of("/proc/net");
    private static final String LISTEN = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    /** What is known of a port. */
    enum Owner {
        /** A process of the session listens. */
        SESSION,
        /** Somebody listens, and it is not the session. */
        OTHER,
        NOBODY,
        /** There is no /proc, or it may not be read. */
        UNKNOWN
    }

    static Owner of(int port, ProcessSession session) throws IOException {
        if (!Files.isReadable(NET.resolve("tcp"))) {
            return Owner.UNKNOWN;
        }
        var listening = listening(port);
        if (listening.isEmpty()) {
            return Owner.NOBODY;
        }
        var readable = false;
        for (var pid : session.members()) {
            var sockets = sockets(pid);
            readable |= !sockets.isEmpty();
            if (sockets.stream().anyMatch(listening::contains)) {
                return Owner.SESSION;
            }
        }
        return readable ? Owner.OTHER : Owner.UNKNOWN;
    }

    /** The pid of a process that listens on the port, if it may be seen. */
    static Optional<Long> process(int port) throws IOException {
        if (!Files.isReadable(NET.resolve("tcp"))) {
            return Optional.empty();
        }
        var listening = listening(port);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var pid = Long.parseLong(process.getFileName().toString());
                if (sockets(pid).stream().anyMatch(listening::contains)) {
                    return Optional.of(pid);
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> listening(int port) throws IOException {
        var suffix = ":%04X".formatted(port);
        var inodes = new HashSet<String>();
        for (var table : List.of("tcp", "tcp6")) {
            if (Files.isReadable(NET.resolve(table))) {
                for (var line : Files.readAllLines(NET.resolve(table))) {
                    var fields = line.strip().split("\\s+");
                    if (fields.length > INODE && fields[1].endsWith(suffix) && fields[STATE].equals(LISTEN)) {
                        inodes.add("socket:[" + fields[INODE] + "]");
                    }
                }
            }
        }
        return inodes;
    }

    /** Names of all open files; empty for a process that ended or belongs to somebody else. */
    private static Set<String> sockets(long pid) {
        var names = new HashSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var file : files) {
                name(file).ifPresent(names::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It ended or is not ours to look at: what could be read counts.
            return names;
        }
        return names;
    }

    /** A busy process closes files while they are listed, which says nothing of the others. */
    private static Optional<String> name(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
