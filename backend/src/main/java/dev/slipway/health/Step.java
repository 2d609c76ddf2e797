package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * In which steps a stretch of time is shown.
 *
 * @param grain of the samples it is made from
 */
record Step(Duration length, Grain grain) {

    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7));

    /** As short as is kept at the beginning of the stretch, and as long as it needs to be for so many points. */
    static Step of(Instant from, Instant until, int most, HistorySettings settings, Instant now) {
        var finest = Arrays.stream(Grain.values())
                .filter(grain -> !from.isBefore(now.minus(settings.kept(grain))))
                .findFirst()
                .orElse(Grain.DAY);
        var least = Duration.between(from, until).dividedBy(Math.max(1, most));
        var length = LENGTHS.stream()
                .filter(one -> one.compareTo(finest.step) >= 0 && one.compareTo(least) >= 0)
                .findFirst()
                .orElseGet(() -> Duration.ofDays(least.toDays() + 1));
        return new Step(length, grain(length, finest));
    }

    /** The coarsest that is fine enough. */
    private static Grain grain(Duration length, Grain finest) {
        return Arrays.stream(Grain.values())
                .filter(grain -> grain.compareTo(finest) >= 0 && length.toSeconds() % grain.step.toSeconds() == 0)
                .reduce((finer, coarser) -> coarser)
                .orElse(finest);
    }

    /** When the step began that a moment lies in; counted from 2000-01-01 as the database does. */
    Instant begin(Instant at) {
        var origin = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        var seconds = length.toSeconds();
        return Instant.ofEpochSecond(at.getEpochSecond() - Math.floorMod(at.getEpochSecond() - origin, seconds));
    }
}
