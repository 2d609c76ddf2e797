package demo;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes one line an event to standard output: time, level, message and {@code key=value} pairs. */
public final class Log {

    private final Clock clock;
    private final String service;

    public Log(Clock clock, String service) {
        this.clock = clock;
        this.service = service;
    }

    /** @param pairs keys and values in turn */
    public void info(String message, @Nullable Object... pairs) {
        write("INFO", message, pairs);
    }

    public void warn(String message, @Nullable Object... pairs) {
        write("WARN", message, pairs);
    }

    public void error(String message, @Nullable Object... pairs) {
        write("ERROR", message, pairs);
    }

    private void write(String level, String message, @Nullable Object... pairs) {
        var line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %-5s %s: %s",
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                level,
                service,
                message));
        for (var i = 0; i + 1 < pairs.length; i += 2) {
            line.append(' ').append(pairs[i]).append('=').append(quoted(String.valueOf(pairs[i + 1])));
        }
        System.out.println(line);
    }

    private static String quoted(String value) {
        return value.matches("\\S+") ? value : '"' + value.replace("\"", "'").replace("\n", " ") + '"';
    }
}
