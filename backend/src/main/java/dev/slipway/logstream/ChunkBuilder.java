package dev.slipway.logstream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that wait to be stored together. */
final class ChunkBuilder {

    /** A row is read as a whole, also when a viewer wants one line of it. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_LINES = 8_000;

    private byte[] text = new byte[512];
    private int length;
    private final List<String> sources = new ArrayList<>(2);
    private int[] runs = new int[24];
    private int used;
    private int lines;
    private long start;
    private long time = -1;
    private @Nullable String source;

    boolean isEmpty() {
        return lines == 0;
    }

    boolean isFull() {
        return lines >= MOST_LINES || length >= MOST_BYTES;
    }

    int lines() {
        return lines;
    }

    void add(String source, long epochMillis, byte[] line) {
        makeRoom(line.length + 1);
        if (lines++ == 0) {
            start = epochMillis;
        } else {
            text[length++] = '\n';
        }
        System.arraycopy(line, 0, text, length, line.length);
        length += line.length;
        if (epochMillis == time && source.equals(this.source)) {
            runs[used - 3]++;
        } else {
            addRun(source, epochMillis);
        }
    }

    private void makeRoom(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(length + more, text.length * 2));
        }
    }

    private void addRun(String source, long epochMillis) {
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, used * 2);
        }
        var index = sources.indexOf(source);
        if (index < 0) {
            index = sources.size();
            sources.add(source);
        }
        runs[used++] = 1;
        runs[used++] = index;
        runs[used++] = Math.clamp(epochMillis - start, 0, Integer.MAX_VALUE);
        this.source = source;
        time = epochMillis;
    }

    /** The lines, numbered from {@code first}. */
    Chunk seal(long first) {
        return new Chunk(
                first,
                first + lines - 1,
                Instant.ofEpochMilli(start),
                List.copyOf(sources),
                Arrays.copyOf(runs, used),
                Arrays.copyOf(text, length));
    }
}
