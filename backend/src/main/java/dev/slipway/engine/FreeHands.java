package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Which work this portal could begin at once, so that it takes it with the very transaction that asks for it. */
final class FreeHands {

    private final Queue<Execution> handed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger promised = new AtomicInteger();
    private volatile @Nullable Portal portal;

    /**
     * Whose hands they are.
     *
     * @param name the worker, as it stands beside work that is taken
     * @param hands how much it does at a time
     * @param busy how much it does now
     * @param look told when something was handed over
     */
    record Portal(String name, Set<String> kinds, int hands, IntSupplier busy, Runnable look) {}

    void open(Portal opened) {
        portal = opened;
    }

    /** From here on nothing is promised; answers what was handed over and not begun. */
    List<Execution> close() {
        portal = null;
        return begin(Integer.MAX_VALUE);
    }

    /** Keeps a hand free for a piece of work; null if none is, or the work is not for this portal. */
    @Nullable
    Promise promise(String kind) {
        var open = portal;
        if (open == null || !open.kinds().contains(kind)) {
            return null;
        }
        if (promised.incrementAndGet() + open.busy().getAsInt() > open.hands()) {
            promised.decrementAndGet();
            return null;
        }
        return new Promise(open);
    }

    /** Whether anything was handed over and not begun. */
    boolean any() {
        return !handed.isEmpty();
    }

    /** What was handed over, to be begun now. */
    List<Execution> begin(int most) {
        var begun = new ArrayList<Execution>();
        while (begun.size() < most) {
            var next = handed.poll();
            if (next == null) {
                break;
            }
            promised.decrementAndGet();
            begun.add(next);
        }
        return begun;
    }

    /** A hand that is kept free until the transaction has ended. */
    final class Promise {

        private final Portal to;
        private final AtomicBoolean settled = new AtomicBoolean();

        private Promise(Portal to) {
            this.to = to;
        }

        String worker() {
            return to.name();
        }

        /**
         * The work is committed. If the portal has stopped meanwhile, it is left to whoever finds that nobody goes on with it.
         */
        void keep(Execution execution) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            handed.add(execution);
            if (to.equals(portal)) {
                to.look().run();
            } else if (handed.remove(execution)) {
                promised.decrementAndGet();
            }
        }

        /** There is no such work after all. */
        void withdraw() {
            if (settled.compareAndSet(false, true)) {
                promised.decrementAndGet();
            }
        }
    }
}
