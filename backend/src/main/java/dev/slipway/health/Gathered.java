package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.target.Observation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The looks of one minute, added up.
 *
 * @param seen of them that were answered
 * @param worst by {@link #badness}
 */
record Gathered(
        Instant minute,
        int looks,
        int seen,
        int healthy,
        int worst,
        int desired,
        int least,
        int most,
        int pending,
        int restarts,
        Sum latency,
        Sum cpu,
        Sum memory,
        Sum requests,
        Sum errors,
        Sum queue) {

    Gathered {
        // Kept by a portal that knew of no queues.
        queue = queue == null ? Sum.NONE : queue;
    }

    /** A measure over the looks that told it. */
    record Sum(double total, int count, double high) {

        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(@Nullable Double value) {
            if (value == null) {
                return this;
            }
            return new Sum(total + value, count + 1, count == 0 ? value : Math.max(high, value));
        }

        @Nullable
        Double mean() {
            return count == 0 ? null : total / count;
        }

        Sample.@Nullable Measure measure() {
            return count == 0 ? null : new Sample.Measure(total / count, high);
        }
    }

    static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    static Gathered none(Instant minute) {
        return new Gathered(
                minute, 0, 0, 0, 0, 0, 0, 0, 0, 0, Sum.NONE, Sum.NONE, Sum.NONE, Sum.NONE, Sum.NONE, Sum.NONE);
    }

    /** @param before what was seen before it, to tell what was started again since */
    Gathered plus(Look look, @Nullable Observation before) {
        var now = look.failures() > 0 ? null : look.seen();
        var bad = Math.max(worst, badness(look.health()));
        if (now == null) {
            return new Gathered(
                    minute, looks + 1, seen, healthy, bad, desired, least, most, pending, restarts, latency, cpu,
                    memory, requests, errors, queue);
        }
        Load load = now.load();
        return new Gathered(
                minute,
                looks + 1,
                seen + 1,
                healthy + (now.health() == Health.HEALTHY ? 1 : 0),
                bad,
                now.desired(),
                seen == 0 ? now.running() : Math.min(least, now.running()),
                Math.max(most, now.running()),
                Math.max(pending, now.pending()),
                restarts + (before == null ? 0 : restarts(before, now)),
                latency.plus(load.latencyMillis()),
                cpu.plus(load.cpuCores()),
                memory.plus(load.memoryBytes()),
                requests.plus(load.requestsPerSecond()),
                errors.plus(load.errorsPerSecond()),
                queue.plus(load.queueDepth()));
    }

    /** Runs that began again, and instances that others took the place of while nobody deployed. */
    private static int restarts(Observation before, Observation now) {
        var known = new HashMap<String, Integer>();
        before.instances().forEach(instance -> known.put(instance.id(), instance.restarts()));
        var again = 0;
        var arrived = 0;
        for (var instance : now.instances()) {
            var then = known.remove(instance.id());
            if (then == null) {
                arrived++;
            } else {
                again += Math.max(0, instance.restarts() - then);
            }
        }
        var still = !before.moving() && !now.moving() && before.desired() == now.desired();
        return again + (still ? Math.min(arrived, known.size()) : 0);
    }

    Sample sample() {
        return new Sample(
                minute,
                new Sample.Seen(looks, healthy, looks - seen, health(worst)),
                new Sample.Instances(desired, least, most, pending, restarts),
                new Sample.Measures(
                        latency.measure(),
                        cpu.measure(),
                        memory.measure(),
                        requests.measure(),
                        errors.measure(),
                        queue.measure()));
    }

    /** From the best to the worst. */
    private static final List<Health> ORDER =
            List.of(Health.HEALTHY, Health.MOVING, Health.ABSENT, Health.UNKNOWN, Health.DEGRADED, Health.UNHEALTHY);

    static int badness(Health health) {
        return ORDER.indexOf(health);
    }

    static Health worse(Health a, Health b) {
        return health(Math.max(badness(a), badness(b)));
    }

    static Health health(int badness) {
        return ORDER.get(badness);
    }
}
