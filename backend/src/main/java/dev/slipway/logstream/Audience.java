package dev.slipway.logstream;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The viewers of a tail by the lane they are served in: a thousand viewers are handed over to their few event loops, not
 * one by one.
 */
final class Audience {

    /** Viewers served before other work of an event loop has its turn. */
    private static final int IN_ONE_GO = 256;

    private final Map<Executor, Set<Viewer<?>>> lanes = new ConcurrentHashMap<>();

    void add(Viewer<?> viewer) {
        lanes.computeIfAbsent(viewer.lane(), _ -> ConcurrentHashMap.newKeySet()).add(viewer);
    }

    void remove(Viewer<?> viewer) {
        lanes.getOrDefault(viewer.lane(), Set.of()).remove(viewer);
    }

    boolean isEmpty() {
        return lanes.values().stream().allMatch(Set::isEmpty);
    }

    /** Here and now, whatever lane they are in. */
    void now(Consumer<Viewer<?>> action) {
        lanes.values().forEach(viewers -> viewers.forEach(action));
    }

    void each(Consumer<Viewer<?>> action) {
        lanes.forEach((lane, viewers) -> {
            if (!viewers.isEmpty()) {
                go(lane, viewers.iterator(), action);
            }
        });
    }

    private static void go(Executor lane, Iterator<Viewer<?>> viewers, Consumer<Viewer<?>> action) {
        lane.execute(() -> {
            for (int i = 0; i < IN_ONE_GO && viewers.hasNext(); i++) {
                action.accept(viewers.next());
            }
            if (viewers.hasNext()) {
                go(lane, viewers, action);
            }
        });
    }
}
