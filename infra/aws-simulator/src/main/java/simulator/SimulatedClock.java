package simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The time of the simulated cloud: it stands still until a test advances it, or runs at a speed for a demo.
 *
 * <p>Whatever is planned happens in order of time while no call is answered, so that a call sees one moment.
 */
public final class SimulatedClock implements InstantSource {

    private final ReentrantLock stillness = new ReentrantLock();
    private final PriorityQueue<Planned> plans = new PriorityQueue<>();
    /** Read without the lock, so that whoever holds another lock may ask for the time. */
    private volatile Instant now;

    private long planned;

    public SimulatedClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets {@code duration} pass; everything planned for that time happens. */
    public void advance(Duration duration) {
        whileStill(() -> {
            passUntil(now.plus(duration));
            return null;
        });
    }

    /** Lets time pass until {@code moment}; does nothing when that is over. */
    public void advanceTo(Instant moment) {
        whileStill(() -> {
            passUntil(moment);
            return null;
        });
    }

    /** Plans an action; one planned for a time that is over happens when time next passes. */
    public void at(Instant moment, Runnable action) {
        whileStill(() -> plans.add(new Planned(moment, planned++, action)));
    }

    /** Plans an action for {@code delay} from now. */
    public void after(Duration delay, Runnable action) {
        whileStill(() -> plans.add(new Planned(now.plus(delay), planned++, action)));
    }

    /** Does something while no time passes and nobody else changes the cloud. */
    public <T> T whileStill(Supplier<T> action) {
        stillness.lock();
        try {
            return action.get();
        } finally {
            stillness.unlock();
        }
    }

    private void passUntil(Instant end) {
        for (var next = plans.peek(); next != null && !next.at().isAfter(end); next = plans.peek()) {
            plans.remove();
            if (next.at().isAfter(now)) {
                now = next.at();
            }
            next.action().run();
        }
        if (end.isAfter(now)) {
            now = end;
        }
    }

    private record Planned(Instant at, long number, Runnable action) implements Comparable<Planned> {

        @Override
        public int compareTo(Planned other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
