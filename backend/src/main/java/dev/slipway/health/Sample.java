package dev.slipway.health;

import dev.slipway.target.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a placement within a step of time.
 *
 * @param at when the step began
 */
public record Sample(Instant at, Seen seen, Instances instances, Measures measures) {

    /**
     * The looks that were taken.
     *
     * @param unknown those that saw nothing
     * @param worst the worst that was seen
     */
    public record Seen(int looks, int healthy, int unknown, Health worst) {}

    /**
     * How many ran.
     *
     * @param desired at the end of the step
     * @param least that ran at one time
     * @param most that ran at one time
     * @param pending the most that were on their way
     * @param restarts instances that ended by themselves and were started again or replaced
     */
    public record Instances(int desired, int least, int most, int pending, int restarts) {

        private Instances plus(Instances later) {
            return new Instances(
                    later.desired,
                    Math.min(least, later.least),
                    Math.max(most, later.most),
                    Math.max(pending, later.pending),
                    restarts + later.restarts);
        }
    }

    /** What the target measured, all instances together; null where it does not tell. See {@link dev.slipway.target.Load}. */
    public record Measures(
            @Nullable Measure latencyMillis,
            @Nullable Measure cpuCores,
            @Nullable Measure memoryBytes,
            @Nullable Measure requestsPerSecond,
            @Nullable Measure errorsPerSecond,
            @Nullable Measure queueDepth) {}

    /** Mean over the looks of the step, and the highest of them. */
    public record Measure(double mean, double high) {}

    Sample beginning(Instant begin) {
        return new Sample(begin, seen, instances, measures);
    }

    /** With the looks of a later one. */
    Sample plus(Sample later) {
        return new Sample(
                at,
                new Seen(
                        seen.looks + later.seen.looks,
                        seen.healthy + later.seen.healthy,
                        seen.unknown + later.seen.unknown,
                        Gathered.worse(seen.worst, later.seen.worst)),
                weight() == 0 ? later.instances : later.weight() == 0 ? instances : instances.plus(later.instances),
                new Measures(
                        plus(measures.latencyMillis, later, later.measures.latencyMillis),
                        plus(measures.cpuCores, later, later.measures.cpuCores),
                        plus(measures.memoryBytes, later, later.measures.memoryBytes),
                        plus(measures.requestsPerSecond, later, later.measures.requestsPerSecond),
                        plus(measures.errorsPerSecond, later, later.measures.errorsPerSecond),
                        plus(measures.queueDepth, later, later.measures.queueDepth)));
    }

    private int weight() {
        return seen.looks - seen.unknown;
    }

    private @Nullable Measure plus(@Nullable Measure a, Sample later, @Nullable Measure b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        var mean = (a.mean * weight() + b.mean * later.weight()) / Math.max(1, weight() + later.weight());
        return new Measure(mean, Math.max(a.high, b.high));
    }
}
