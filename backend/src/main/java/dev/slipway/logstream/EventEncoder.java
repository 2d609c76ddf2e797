package dev.slipway.logstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes lines as one server-sent event: {@code id} is the number of the last line, {@code data} a JSON array of runs,
 * each {@code [number of the first line, epoch milliseconds, source, line, line, ...]}.
 */
final class EventEncoder {

    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    static final ByteBuf HELLO = constant("retry: 1000\n\n");
    static final ByteBuf HEARTBEAT = constant(":\n\n");

    private EventEncoder() {}

    private static ByteBuf constant(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    static ByteBuf end(long lines) {
        return Unpooled.copiedBuffer(
                "event: end\nid: " + lines + "\ndata: {\"lines\":" + lines + "}\n\n", StandardCharsets.US_ASCII);
    }

    /** The lines after {@code after}, in a pooled direct buffer that the caller owns. */
    static ByteBuf event(List<Chunk> chunks, long after, LogFilter filter) {
        var size = chunks.stream().mapToInt(chunk -> chunk.text().length).sum();
        var out = PooledByteBufAllocator.DEFAULT.directBuffer(size + size / 8 + 256);
        var done = false;
        try {
            ascii(out, "id: " + chunks.getLast().last() + "\ndata: [");
            var run = new Run(out);
            for (var chunk : chunks) {
                write(chunk, after, filter, run);
            }
            ascii(out, run.open ? "]]\n\n" : "]\n\n");
            done = true;
            return out;
        } finally {
            if (!done) {
                out.release();
            }
        }
    }

    /** Walks over the bytes rather than the characters: all that JSON escapes is ASCII, and most lines are copied whole. */
    private static void write(Chunk chunk, long after, LogFilter filter, Run run) {
        var bytes = chunk.text();
        var runs = chunk.runs();
        var number = chunk.first();
        var start = 0;
        for (int i = 0; i < runs.length; i += 3) {
            var source = chunk.sources().get(runs[i + 1]);
            var wanted = filter.admits(source);
            var time = chunk.at().toEpochMilli() + runs[i + 2];
            for (int line = 0; line < runs[i]; line++, number++) {
                var end = start;
                var plain = true;
                while (end < bytes.length && bytes[end] != '\n') {
                    plain &= !escaped(bytes[end]);
                    end++;
                }
                if (wanted && number > after) {
                    run.line(number, time, source, bytes, start, end, plain);
                }
                start = end + 1;
            }
        }
    }

    private static boolean escaped(byte b) {
        return b >= 0 && b < ' ' || b == '"' || b == '\\';
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static void escape(ByteBuf out, byte[] bytes, int start, int end) {
        var copied = start;
        for (int i = start; i < end; i++) {
            var b = bytes[i];
            if (escaped(b)) {
                out.writeBytes(bytes, copied, i - copied);
                copied = i + 1;
                if (b == '"' || b == '\\') {
                    out.writeByte('\\').writeByte(b);
                } else {
                    out.writeBytes(new byte[] {'\\', 'u', '0', '0', HEXADECIMAL[b >> 4], HEXADECIMAL[b & 15]});
                }
            }
        }
        out.writeBytes(bytes, copied, end - copied);
    }

    /** Joins consecutive lines of one source and one time. */
    private static final class Run {

        private final ByteBuf out;
        private boolean open;
        private long next = -1;
        private long time = -1;
        private String source = "";

        Run(ByteBuf out) {
            this.out = out;
        }

        void line(long number, long time, String source, byte[] bytes, int start, int end, boolean plain) {
            if (number != next || time != this.time || !source.equals(this.source)) {
                begin(number, time, source);
            }
            out.writeByte(',').writeByte('"');
            if (plain) {
                out.writeBytes(bytes, start, end - start);
            } else {
                escape(out, bytes, start, end);
            }
            out.writeByte('"');
            next = number + 1;
        }

        private void begin(long number, long time, String source) {
            ascii(out, (open ? "],[" : "[") + number + "," + time + ",\"");
            var name = source.getBytes(StandardCharsets.UTF_8);
            escape(out, name, 0, name.length);
            out.writeByte('"');
            open = true;
            this.time = time;
            this.source = source;
        }
    }
}
