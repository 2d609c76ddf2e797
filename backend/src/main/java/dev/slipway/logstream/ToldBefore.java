package dev.slipway.logstream;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stored lines that a worker who takes over is about to tell again, by source, in their order. Not for several threads. */
final class ToldBefore {

    private final Map<String, List<String>> lines = new HashMap<>();

    void expect(String source, List<String> stored) {
        if (!stored.isEmpty()) {
            lines.put(source, stored);
        }
    }

    /** Nothing that was told before comes again: everything is new from here on. */
    void forget(String source) {
        lines.remove(source);
    }

    /** Whether the line is one of those; if so, those before it do not come again either. */
    boolean comesAgain(String source, byte[] line) {
        var expected = lines.get(source);
        if (expected == null) {
            return false;
        }
        var found = expected.indexOf(new String(line, StandardCharsets.UTF_8));
        if (found < 0) {
            return false;
        }
        lines.put(source, expected.subList(found + 1, expected.size()));
        return true;
    }
}
