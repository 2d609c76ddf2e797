package dev.slipway.delivery;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long something takes.
 *
 * @param count of how many it is known; both times are null if of none
 * @param median half take at most this; between the two in the middle if there are two
 * @param most nine of ten take at most this
 */
public record Spread(
        int count, @Nullable Duration median, @Nullable Duration most) {

    static Spread of(Stream<Duration> times) {
        var sorted = times.sorted().toList();
        return sorted.isEmpty() ? new Spread(0, null, null) : new Spread(sorted.size(), median(sorted), most(sorted));
    }

    private static Duration median(List<Duration> sorted) {
        var size = sorted.size();
        return sorted.get((size - 1) / 2).plus(sorted.get(size / 2)).dividedBy(2);
    }

    /** The nearest rank. */
    private static Duration most(List<Duration> sorted) {
        return sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1);
    }
}
