package simulator.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One stream: its lines in the order in which they can be read. */
final class Stream {

    private final String name;
    private final Instant createdAt;
    private final List<LogLine> lines = new ArrayList<>();

    Stream(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized void add(LogLine line) {
        var at = lines.size();
        while (at > 0 && lines.get(at - 1).ingested().isAfter(line.ingested())) {
            at--;
        }
        lines.add(at, line);
    }

    /** All that can be read by now. */
    synchronized List<LogLine> at(Instant now) {
        var to = lines.size();
        while (to > 0 && lines.get(to - 1).ingested().isAfter(now)) {
            to--;
        }
        return List.copyOf(lines.subList(0, to));
    }

    /** A stream is there from its first readable line on. */
    synchronized boolean exists(Instant now) {
        return !lines.isEmpty() && !lines.getFirst().ingested().isAfter(now);
    }
}
