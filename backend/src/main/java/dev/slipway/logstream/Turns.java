package dev.slipway.logstream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs actions one at a time, in the order in which they came, on the thread that came first: a thread of their own would
 * have to be woken. Who hands an action in is not told of its failure, which is logged.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void run(Runnable action) {
        waiting.add(action);
        if (count.getAndIncrement() != 0) {
            return;
        }
        do {
            runNext();
        } while (count.decrementAndGet() != 0);
    }

    private void runNext() {
        try {
            waiting.remove().run();
        } catch (RuntimeException e) {
            LOG.error("News of a log were not told", e);
        }
    }
}
