package dev.slipway.catalog.definition;

import dev.slipway.target.DurationText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Durations of a definition: {@code 90s}, {@code 1h}, {@code 3d}, or as ISO 8601 writes them, {@code PT72H}. */
final class Durations {

    private Durations() {}

    /** Empty if the text is none, or one that is not longer than nothing. */
    static Optional<Duration> parse(String text) {
        return DurationText.parse(text).or(() -> iso(text)).filter(Duration::isPositive);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
