package dev.slipway.dashboard.placement;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Reads on where it stopped, in whole lines. Of what was printed before it began it keeps the last lines only. */
class InstanceTail {

    private static final int CHUNK = 64 * 1024;
    private static final int MOST_CHUNKS = 64;
    private static final int LINES = 200;

    /** A line without an end is told when it has become so long. */
    private static final int LONGEST_LINE = 16 * 1024;

    private final StreamsLogs logs;
    private final PlacementKey key;
    private final String instance;
    private final UnaryOperator<String> mask;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long offset;
    private boolean begun;
    private boolean over;

    InstanceTail(StreamsLogs logs, PlacementKey key, String instance, UnaryOperator<String> mask) {
        this.logs = logs;
        this.key = key;
        this.instance = instance;
        this.mask = mask;
    }

    boolean over() {
        return over;
    }

    /** What was printed since; empty if nothing was. Blocks. */
    String next() throws TargetUnavailable {
        var text = new StringBuilder();
        for (var i = 0; i < MOST_CHUNKS && !over; i++) {
            var slice = logs.logs(key, instance, offset, CHUNK);
            var grown = slice.next() > offset;
            offset = slice.next();
            over = slice.last();
            text.append(whole(slice.bytes()));
            if (!begun && text.length() > CHUNK) {
                text.replace(0, text.length(), last(text.toString()));
            }
            if (!grown) {
                break;
            }
        }
        var lines = begun ? text.toString() : last(text.toString());
        begun = true;
        return mask.apply(lines);
    }

    /** Up to the last end of a line; the rest waits for its own. */
    private String whole(byte[] bytes) {
        var end = -1;
        for (var i = bytes.length - 1; i >= 0 && end < 0; i--) {
            end = bytes[i] == '\n' ? i : -1;
        }
        if (end < 0) {
            unfinished.write(bytes, 0, bytes.length);
            return over || unfinished.size() > LONGEST_LINE ? drain() : "";
        }
        unfinished.write(bytes, 0, end + 1);
        var whole = drain();
        unfinished.write(bytes, end + 1, bytes.length - end - 1);
        return over ? whole + drain() : whole;
    }

    private String drain() {
        var text = unfinished.toString(StandardCharsets.UTF_8);
        unfinished.reset();
        return text;
    }

    private static String last(String text) {
        var from = text.length();
        for (var i = 0; i <= LINES && from >= 0; i++) {
            from = text.lastIndexOf('\n', from - 1);
        }
        return text.substring(from + 1);
    }
}
