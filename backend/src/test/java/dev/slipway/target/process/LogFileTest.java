package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final int LINES = 100_000;

    @TempDir
    Path folder;

    @Test
    void absentLogShouldBeEmpty() throws IOException {
        assertThat(log().read(0, 100, false).bytes()).isEmpty();
        assertThat(log().tail(5)).isEmpty();
    }

    @Test
    void rotationShouldKeepOffsetsAndBeginAtALine() throws IOException {
        print(0, LINES);
        var size = Files.size(log().file());

        log().rotate(500_000);

        assertThat(Files.size(log().file())).isEqualTo(size);
        var head = log().head();
        assertThat(head).isBetween(size - 500_000, size - 500_000 + 100);
        var first = log().read(0, 8, false);
        assertThat(new String(first.bytes(), StandardCharsets.US_ASCII)).matches("line \\d{3}");
        assertThat(first.next()).isEqualTo(head + 8);
        assertThat(log().tail(1)).containsExactly("line %08d".formatted(LINES - 1));
    }

    @Test
    void rotationShouldGiveTheDiskItsRoomBack() throws Exception {
        print(0, LINES);
        log().rotate(500_000);

        var blocks = new ProcessBuilder("stat", "-c", "%b", log().file().toString()).start();
        var used = Long.parseLong(new String(blocks.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                * 512;

        assertThat(used).isLessThan(1_000_000);
    }

    @Test
    void shortLogShouldNotBeRotated() throws IOException {
        print(0, 10);

        log().rotate(500_000);

        assertThat(log().head()).isZero();
    }

    @Test
    void readerThatKeepsUpShouldMissNoLineWhileTheLogRotates() throws Exception {
        print(0, 1);
        var read = new ByteArrayOutputStream();
        var offset = 0L;
        for (var round = 1; round <= 10; round++) {
            var from = 1 + (round - 1) * 5_000;
            var printed = CompletableFuture.runAsync(() -> print(from, from + 5_000));
            while (!printed.isDone() || offset < Files.size(log().file())) {
                var slice = log().read(offset, 1 << 16, false);
                read.write(slice.bytes());
                offset = slice.next();
            }
            log().rotate(100_000);
        }

        assertThat(read.toString(StandardCharsets.US_ASCII).lines())
                .containsExactlyElementsOf(IntStream.range(0, 50_001)
                        .mapToObj("line %08d"::formatted)
                        .toList());
        assertThat(log().head()).isPositive();
    }

    private LogFile log() {
        return new LogFile(folder.resolve("log"));
    }

    private void print(int from, int to) {
        var lines = new StringBuilder();
        for (var i = from; i < to; i++) {
            lines.append("line ")
                    .append(Integer.toString(100_000_000 + i), 1, 9)
                    .append('\n');
        }
        try {
            Files.writeString(log().file(), lines.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
