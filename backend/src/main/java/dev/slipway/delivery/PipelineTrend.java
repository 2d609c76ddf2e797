package dev.slipway.delivery;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * How long the successful jobs of a pipeline took.
 *
 * @param times by day or week, the oldest first
 * @param slowest steps by their median, the slowest first
 */
public record PipelineTrend(String pipeline, List<Time> times, List<SlowStep> slowest) {

    public PipelineTrend {
        times = List.copyOf(times);
        slowest = List.copyOf(slowest);
    }

    /** @param from the first day, in UTC */
    public record Time(LocalDate from, long jobs, Duration median) {}

    /** The runs of a step in those jobs. */
    public record SlowStep(String step, String title, long runs, Duration median, Duration longest) {}

    public long jobs() {
        return times.stream().mapToLong(Time::jobs).sum();
    }
}
