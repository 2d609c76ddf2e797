package dev.slipway.target.process;

import dev.slipway.target.LogSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What an instance prints. The file only grows, so that offsets stay valid; its oldest bytes are given back to the disk
 * by punching a hole, and {@code log.head} says where the kept ones begin.
 */
record LogFile(Path file) {

    private static final int LONGEST_LINE = 64 * 1024;

    /** @param ended whether the writer has ended, so that the end of the file is the end of the log */
    LogSlice read(long offset, int maxBytes, boolean ended) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (true) {
                var from = Math.max(offset, head());
                var size = channel.size();
                var bytes = bytes(channel, from, (int) Math.clamp(size - from, 0, maxBytes));
                // Read while the head moved on: what was read may be zeros.
                if (head() <= from) {
                    return new LogSlice(bytes, from + bytes.length, ended && from + bytes.length >= size);
                }
            }
        } catch (NoSuchFileException e) {
            return new LogSlice(new byte[0], offset, ended);
        }
    }

    /** The last lines, oldest first. */
    List<String> tail(int lines) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var from = Math.max(head(), Files.size(file) - LONGEST_LINE);
        var text = new String(read(from, LONGEST_LINE, true).bytes(), StandardCharsets.UTF_8);
        var all = text.lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** Frees the oldest bytes, up to a line's end, once the log is a quarter longer than it may be. */
    void rotate(long maxBytes) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        var size = Files.size(file);
        if (size - head() <= maxBytes + maxBytes / 4) {
            return;
        }
        var head = afterLine(size - maxBytes);
        AtomicFile.write(headFile(), Long.toString(head).getBytes(StandardCharsets.US_ASCII));
        punch(head);
    }

    long head() throws IOException {
        try {
            return Long.parseLong(Files.readString(headFile()).strip());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private long afterLine(long offset) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = bytes(channel, offset, LONGEST_LINE);
            for (var i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    return offset + i + 1;
                }
            }
            return offset;
        }
    }

    private static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                break;
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Where there is no fallocate (macOS), the head is kept but its bytes stay on the disk. */
    private void punch(long head) throws IOException {
        if (!Files.isExecutable(Path.of("/usr/bin/fallocate"))) {
            return;
        }
        var process = new ProcessBuilder(
                        "/usr/bin/fallocate",
                        "--punch-hole",
                        "--offset",
                        "0",
                        "--length",
                        Long.toString(head),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (var out = process.getInputStream()) {
            var said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("The oldest part of " + file + " cannot be freed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while freeing the oldest part of " + file, e);
        }
    }

    private Path headFile() {
        return file.resolveSibling(file.getFileName() + ".head");
    }
}
