package dev.slipway.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were sent to AWS within a piece of work, those that were repeated included. */
public final class Tally {

    private static final ScopedValue<Tally> CURRENT = ScopedValue.newInstance();

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** What is counted with this tally. */
    public interface Work<T, X extends Throwable> {
        T run() throws X;
    }

    /** Counts every request that the work starts on this thread. */
    public <T, X extends Throwable> T counting(Work<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work::run);
    }

    /** All requests. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Requests by operation, such as {@code ecs:DescribeServices}, in order of names. */
    public Map<String, Long> byOperation() {
        var all = new TreeMap<String, Long>();
        counts.forEach((operation, count) -> all.put(operation, count.sum()));
        return all;
    }

    void count(String operation) {
        counts.computeIfAbsent(operation, _ -> new LongAdder()).increment();
    }

    /** The tally of the work this thread does; one that nobody reads when it is nobody's. */
    static Tally current() {
        return CURRENT.isBound() ? CURRENT.get() : new Tally();
    }
}
