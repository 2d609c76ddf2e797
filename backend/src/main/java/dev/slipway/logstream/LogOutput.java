package dev.slipway.logstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Makes lines of the raw output of a process, in UTF-8. A secret that arrives in two pieces is still one; so is a
 * character. Not for several threads.
 */
public final class LogOutput {

    private final Consumer<String> lines;
    private final ToIntFunction<String> safeEnd;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    LogOutput(Consumer<String> lines, ToIntFunction<String> safeEnd) {
        this.lines = lines;
        this.safeEnd = safeEnd;
    }

    /** Appends what ended with a line feed; the rest waits for its end, for {@link #flush()} or {@link #finish()}. */
    public void append(byte[] bytes, int offset, int length) {
        var end = offset + length;
        var start = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                unfinished.write(bytes, start, i - start);
                lines.accept(unfinished.toString(StandardCharsets.UTF_8));
                unfinished.reset();
                start = i + 1;
            }
        }
        unfinished.write(bytes, start, end - start);
        if (unfinished.size() > StoredLogWriter.LONGEST_LINE) {
            flush();
        }
    }

    public void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    /** Appends the unfinished line as far as it is neither within a character nor possibly within a secret. */
    public void flush() {
        var bytes = unfinished.toByteArray();
        var whole = wholeCharacters(bytes);
        var text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        var end = safeEnd.applyAsInt(text);
        if (end == 0) {
            return;
        }
        lines.accept(text.substring(0, end));
        unfinished.reset();
        unfinished.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
        unfinished.writeBytes(Arrays.copyOfRange(bytes, whole, bytes.length));
    }

    /** Appends the unfinished line as a whole: nothing will follow. */
    public void finish() {
        if (unfinished.size() > 0) {
            lines.accept(unfinished.toString(StandardCharsets.UTF_8));
            unfinished.reset();
        }
    }

    /** Length without a character of UTF-8 whose last bytes are missing. */
    private static int wholeCharacters(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            var b = bytes[bytes.length - back] & 0xff;
            if (b >= 0xc0) {
                var needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return needed > back ? bytes.length - back : bytes.length;
            }
            if (b < 0x80) {
                break;
            }
        }
        return bytes.length;
    }
}
