package dev.slipway.step;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last lines of something that can only be read forward. */
final class Tail {

    static final int CHUNK = 256 * 1024;
    static final int KEPT = 64 * 1024;
    private static final int MOST_CHUNKS = 400;

    private Tail() {}

    /** At most {@code lines} lines, oldest first. */
    static List<String> of(Output.Source source, long from, int lines) throws IOException {
        var kept = new ByteArrayOutputStream();
        var offset = from;
        for (var chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            var slice = source.read(offset);
            if (slice.bytes().length == 0) {
                break;
            }
            if (kept.size() > KEPT) {
                var all = kept.toByteArray();
                kept.reset();
                kept.write(all, all.length - KEPT, KEPT);
            }
            kept.writeBytes(slice.bytes());
            offset = slice.next();
        }
        var all = kept.toString(StandardCharsets.UTF_8).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
